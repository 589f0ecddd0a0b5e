//! Routes that change their place: a node of the tree moves, or is copied, with all that is below it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tree::{self, below, below_any, joined};
use super::{Design, Route};

/// Why a node cannot go somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing follows this path, which ends in a greedy part.
    Greedy(String),
    /// The node of this path would go below itself.
    Inside(String),
    /// Another route has this path already.
    Taken(String),
    /// There is no such node.
    Nothing,
}

impl Design {
    /// Moves nodes with all that is below them to below a path, and gives their new paths. Whatever
    /// refers to the routes follows. The root, and what is there already, stays; where one node is
    /// refused, nothing changes.
    ///
    /// # Errors
    /// Tells what cannot go there.
    pub fn move_nodes(
        &mut self,
        nodes: &[(&str, Option<usize>)],
        target: &str,
    ) -> Result<Vec<String>, Refusal> {
        let to = tree::parts(target);
        let mut heads = Vec::with_capacity(nodes.len());
        for (path, _) in nodes {
            let from = tree::parts(path);
            let moves = from.split_last().filter(|(_, above)| *above != to);
            let Some((last, _)) = moves else {
                heads.push(None);
                continue;
            };
            if to.starts_with(&from) {
                return Err(Refusal::Inside((*path).to_owned()));
            }
            let head = below_path(&to, last);
            heads.push(Some(
                head.ok_or_else(|| Refusal::Greedy(target.to_owned()))?,
            ));
        }
        let moved = below_any(&self.routes, nodes).into_iter();
        let new: Vec<(usize, usize, String)> = moved
            .filter_map(|(node, index, rest)| {
                let head = heads[node].as_ref()?;
                Some((node, index, joined(head, &rest)))
            })
            .collect();
        let mut paths = BTreeMap::new();
        let mut leaving = new.iter().map(|(_, index, _)| *index).peekable();
        for (index, route) in self.routes.iter().enumerate() {
            if leaving.next_if_eq(&index).is_none() {
                paths.insert(route.path.trim_matches('/'), index);
            }
        }
        for (_, index, path) in &new {
            if paths.insert(path.trim_matches('/'), *index).is_some() {
                return Err(Refusal::Taken(path.clone()));
            }
        }
        drop(paths);
        let mut gone = vec![false; nodes.len()];
        for (node, index, path) in new {
            gone[node] = true;
            self.rename_path(index, &path);
        }
        let heads = heads.into_iter().zip(gone);
        Ok(heads
            .filter_map(|(head, gone)| head.filter(|_| gone))
            .collect())
    }

    /// Copies a node with all that is below it to below another path, with the limits that usage plans have for it, and gives the
    /// copy's path: a part like `items-2` where the name is taken there.
    ///
    /// # Errors
    /// Tells why there is no copy.
    pub fn copy_node(
        &mut self,
        path: &str,
        route: Option<usize>,
        target: &str,
    ) -> Result<String, Refusal> {
        let last = tree::parts(path).pop().unwrap_or("copy");
        let to = tree::parts(target);
        let mut names = (1..).map(|number| numbered(last, number));
        let head = names.find_map(|name| {
            let Some(path) = below_path(&to, &name) else {
                return Some(Err(Refusal::Greedy(target.to_owned())));
            };
            let is_free = below(&self.routes, &path, None).is_empty();
            is_free.then_some(Ok(path))
        });
        let head = head.unwrap_or(Err(Refusal::Nothing))?;
        let copied = below(&self.routes, path, route);
        if copied.is_empty() {
            return Err(Refusal::Nothing);
        }
        for (index, rest) in copied {
            let Route { path, .. } = &*self.routes[index];
            let new = joined(&head, &rest);
            for plan in &mut self.access.usage_plans {
                let mut limits = plan.methods.clone();
                limits.retain(|method| method.path == *path);
                for limit in &mut limits {
                    limit.path.clone_from(&new);
                }
                plan.methods.append(&mut limits);
            }
            for stage in &mut self.stages {
                let mut apart = stage.methods.clone();
                apart.retain(|method| method.path == *path);
                for one in &mut apart {
                    one.path.clone_from(&new);
                }
                stage.methods.append(&mut apart);
            }
            let mut copy = Route::clone(&self.routes[index]);
            copy.path = new;
            self.routes.push(Arc::new(copy));
        }
        Ok(head)
    }
}

/// The path of a part below others; nothing follows a greedy one.
fn below_path(above: &[&str], part: &str) -> Option<String> {
    let greedy = above.iter().any(|part| tree::is_greedy(part));
    let parts = above.iter().chain([&part]);
    (!greedy).then(|| parts.flat_map(|part| ["/", *part]).collect())
}

/// `items-2`, `{id2}`, `{proxy2+}`; the first is the part itself.
fn numbered(part: &str, number: usize) -> String {
    if number == 1 {
        return part.to_owned();
    }
    match tree::parameter(part) {
        Some(name) if tree::is_greedy(part) => format!("{{{name}{number}+}}"),
        Some(name) => format!("{{{name}{number}}}"),
        None => format!("{part}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PlanMethod, UsagePlan};

    fn design(paths: &[&str]) -> Design {
        let route = |path: &&str| {
            Arc::new(Route {
                path: (*path).into(),
                ..Route::default()
            })
        };
        let limit = |path: &&str| PlanMethod {
            path: (*path).into(),
            ..PlanMethod::default()
        };
        let mut design = Design {
            routes: paths.iter().map(route).collect(),
            ..Design::default()
        };
        design.access.usage_plans.push(UsagePlan {
            methods: paths.iter().map(limit).collect(),
            ..UsagePlan::default()
        });
        design
    }

    /// The paths of the routes; those that plans name are the same.
    fn paths(design: &Design) -> Vec<&str> {
        let routes = design.routes.iter().map(|route| route.path.as_str());
        let limits = design.access.usage_plans[0].methods.iter();
        let routes: Vec<&str> = routes.collect();
        assert_eq!(routes, limits.map(|limit| &*limit.path).collect::<Vec<_>>());
        routes
    }

    fn moved(design: &mut Design, path: &str, target: &str) -> Result<Vec<String>, Refusal> {
        design.move_nodes(&[(path, None)], target)
    }

    #[test]
    fn a_node_moves_with_all_below_it_and_what_names_it_follows() {
        let mut design = design(&["/", "/a", "/a/{id}", "/a-b", "/c/{proxy+}"]);
        assert_eq!(moved(&mut design, "/a", "/c"), Ok(vec!["/c/a".into()]));
        assert_eq!(
            paths(&design),
            ["/", "/c/a", "/c/a/{id}", "/a-b", "/c/{proxy+}"]
        );
        let to = moved(&mut design, "/c", "/v1/x");
        assert_eq!(to, Ok(vec!["/v1/x/c".into()]));
        let to = moved(&mut design, "/v1/x/c/a/{id}", "/");
        assert_eq!(to, Ok(vec!["/{id}".into()]));
        assert_eq!(
            paths(&design),
            ["/", "/v1/x/c/a", "/{id}", "/a-b", "/v1/x/c/{proxy+}"]
        );
    }

    #[test]
    fn several_nodes_move_together_and_what_is_there_stays() {
        let mut design = design(&["/a", "/a/x", "/b", "/c/d", "/e"]);
        let nodes = [
            ("/a", Some(0)),
            ("/a/x", Some(1)),
            ("/c/d", None),
            ("/c", None),
        ];
        let to = design.move_nodes(&nodes, "/c");
        assert_eq!(to, Err(Refusal::Inside("/c".into())));
        let to = design.move_nodes(&nodes[..3], "/c");
        assert_eq!(to, Ok(vec!["/c/a".into()]));
        assert_eq!(paths(&design), ["/c/a", "/c/a/x", "/b", "/c/d", "/e"]);
    }

    #[test]
    fn a_move_that_would_collide_or_lead_nowhere_changes_nothing() {
        let mut design = design(&["/", "/a", "/a/b", "/c/a/b", "/{proxy+}", "/d/b"]);
        let before = design.clone();
        for (path, target, why) in [
            ("/a", "/c", Refusal::Taken("/c/a/b".into())),
            ("/a", "/{proxy+}", Refusal::Greedy("/{proxy+}".into())),
            ("/a", "/a/b", Refusal::Inside("/a".into())),
            ("/a", "/a", Refusal::Inside("/a".into())),
        ] {
            assert_eq!(moved(&mut design, path, target), Err(why), "{path}");
        }
        for (path, target) in [("/a", "/"), ("/", "/c"), ("/gone", "/c")] {
            assert_eq!(moved(&mut design, path, target), Ok(Vec::new()), "{path}");
        }
        let both = [("/a/b", None), ("/d/b", None)];
        let to = design.move_nodes(&both, "/e");
        assert_eq!(to, Err(Refusal::Taken("/e/b".into())));
        assert_eq!(design, before);
    }

    #[test]
    fn of_two_routes_with_one_path_the_one_that_is_meant_moves() {
        let mut design = design(&["/a", "/a", "/a/x"]);
        design.access.usage_plans[0].methods.clear();
        let to = design.move_nodes(&[("/a", Some(1))], "/v");
        assert_eq!(to, Ok(vec!["/v/a".into()]));
        let paths: Vec<_> = design.routes.iter().map(|route| &*route.path).collect();
        assert_eq!(paths, ["/a", "/v/a", "/v/a/x"]);
    }

    #[test]
    fn a_copy_takes_a_name_that_is_free_and_has_the_limits_of_the_first() {
        let mut design = design(&["/a", "/a/{id}", "/a-2/x"]);
        assert_eq!(design.copy_node("/a", Some(0), "/"), Ok("/a-3".into()));
        assert_eq!(
            paths(&design),
            ["/a", "/a/{id}", "/a-2/x", "/a-3", "/a-3/{id}"]
        );
        let copy = design.copy_node("/a/{id}", Some(1), "/a");
        assert_eq!(copy, Ok("/a/{id2}".into()));
        assert_eq!(design.copy_node("/a", Some(0), "/a"), Ok("/a/a".into()));
        assert_eq!(design.routes.len(), 9);
        assert_eq!(
            design.copy_node("/a", Some(0), "/{p+}"),
            Err(Refusal::Greedy("/{p+}".into()))
        );
        assert_eq!(design.copy_node("/", None, "/"), Err(Refusal::Nothing));
    }

    #[test]
    fn the_root_is_copied_alone() {
        let mut design = design(&["/", "/{proxy+}"]);
        assert_eq!(design.copy_node("/", Some(0), "/"), Ok("/copy".into()));
        assert_eq!(
            design.copy_node("/{proxy+}", Some(1), "/"),
            Ok("/{proxy2+}".into())
        );
        assert_eq!(paths(&design), ["/", "/{proxy+}", "/copy", "/{proxy2+}"]);
    }
}

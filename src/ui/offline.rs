//! What the page shows of its copy in the browser; `assets/offline.js` keeps that copy.

use crate::browser;
use crate::reactive::RwSignal;
use crate::session::{Saved, Session};
use crate::words as w;
use crate::workspace::Workspace;

/// Comes when one of the attributes below has changed.
const CHANGED: &str = "gateway-studio-offline";
/// Asks for the new version.
const TAKE: &str = "gateway-studio-take";

/// Whether the page needs a network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Network {
    /// Nothing is kept, or not yet.
    Needed,
    /// The page opens without one.
    Spare,
    /// There is none now.
    Gone,
}

/// What is known of the copy in the browser; a handle that copies.
#[derive(Clone, Copy)]
pub(crate) struct Offline {
    pub(crate) network: RwSignal<Network>,
    /// Whether a new version waits to be taken.
    pub(crate) update: RwSignal<bool>,
}

impl Offline {
    /// Follows what the script says, and tells what it did before the page stood.
    pub(crate) fn begin(session: Session) -> Self {
        let this = Self {
            network: RwSignal::new(Network::Needed),
            update: RwSignal::new(false),
        };
        this.look(session);
        browser::always(CHANGED, move |_| this.look(session));
        if browser::mark("data-shared").is_some() {
            session.warn(|t, _| w::shared_host.get(t).into(), "");
        }
        if browser::mark("data-restored").is_some() {
            session.say(|t, _| w::restored.get(t).into(), "");
        }
        this
    }

    fn look(self, session: Session) {
        let network = match browser::mark("data-network").as_deref() {
            Some("spare") => Network::Spare,
            Some("gone") => Network::Gone,
            _ => Network::Needed,
        };
        if self.network.get_untracked() != network {
            self.network.set(network);
        }
        if browser::mark("data-update").is_some() && !self.update.get_untracked() {
            self.update.set(true);
            let t = session.language.get_untracked();
            session.said.set(w::update_ready.get(t).into());
        }
    }
}

/// Loads the new version, once the design is safe.
pub(crate) fn take_update(ws: Workspace, session: Session) {
    if ws.is_touched() {
        session.save(ws);
    }
    if session.saved.get_untracked() == Saved::Failed {
        return session.warn(|t, _| w::update_not_taken.get(t).into(), "");
    }
    browser::announce(TAKE);
}

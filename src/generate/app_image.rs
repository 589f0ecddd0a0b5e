//! `app/Dockerfile`: the image of functions that run one and do not have it yet.

use super::{Generator, Target, nothing_lost};
use crate::aws::PYTHON_RUNTIMES;
use crate::diagnostic::Pointer;
use crate::model::{Design, Function};
use crate::text::Document;
use crate::text::python::Python;
use crate::words::files as words;

pub(super) const GENERATOR: Generator = Generator {
    path: "app/Dockerfile",
    target: Target::App,
    executable: false,
    applies: |design| design.functions.iter().any(Function::is_built_image),
    print,
    lost: nothing_lost,
};

/// The build argument that holds Python's version, so that one file makes the images of all functions.
pub(super) const PYTHON: &str = "PYTHON";

/// `3.13` of `python3.13`: the tag of AWS's base image.
pub(super) fn python_version(function: &Function) -> &str {
    function.runtime.trim_start_matches("python")
}

fn print(design: &Design) -> Document {
    let language = design.output.language;
    let functions = design.functions.iter().enumerate();
    let mut made = functions.filter(|(_, function)| function.is_built_image());
    Python::document(|file| {
        file.comment(words::image_purpose(language));
        let Some((index, function)) = made.next() else {
            return;
        };
        // Only a word of ours is written into an instruction.
        let known = |runtime: &&&str| **runtime == function.runtime;
        let runtime = PYTHON_RUNTIMES.iter().find(known);
        let version = runtime.map_or("3.13", |runtime| runtime.trim_start_matches("python"));
        let at = Pointer::root().join("functions").join(index);
        file.at(at.join("runtime"), |file| {
            file.code("ARG PYTHON=");
            file.code(version);
            file.code("\n");
        });
        file.at(at.join("package"), |file| {
            file.code(INSTRUCTIONS);
            file.comment(words::image_command(language));
            file.code("CMD [\"");
            file.code(super::app_handler::handler_name(design, &function.name));
            file.code("\"]\n");
        });
    })
}

/// The image of AWS brings the runtime interface client (AWS: Lambda developer guide, "Deploy Python Lambda
/// functions with container images").
const INSTRUCTIONS: &str = r"FROM public.ecr.aws/lambda/python:${PYTHON}
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . ./
";

//! The commands that write files: run by bash, they write exactly these files.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use gateway_studio::generate::generate;
use gateway_studio::model;
use gateway_studio::text::paste;

/// Runs commands in a folder of their own and gives it.
fn run(name: &str, commands: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("paste-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let mut bash = Command::new("bash")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .spawn()
        .expect("bash runs");
    let mut input = bash.stdin.take().expect("it reads");
    std::io::Write::write_all(&mut input, commands.as_bytes()).expect("it reads all");
    drop(input);
    assert!(bash.wait().expect("bash ends").success(), "{name}");
    folder
}

#[test]
fn bash_writes_every_file_of_every_design() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/designs");
    for file in fs::read_dir(folder).expect("the designs can be listed") {
        let path = file.expect("a design can be listed").path();
        let text = fs::read_to_string(&path).expect("a design is text");
        let design = model::read(&text).design.expect("it is a design");
        let files = generate(&design);
        let commands: String = files
            .iter()
            .map(|file| {
                let of = file.generator;
                paste::command(of.path, &file.document.text(), of.executable)
            })
            .collect();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let written = run(&name, &commands);
        for file in &files {
            let path = written.join(file.generator.path);
            let text = fs::read_to_string(&path).expect("the file was written");
            assert!(text == file.document.text(), "{}", path.display());
            let mode = fs::metadata(&path)
                .expect("it is there")
                .permissions()
                .mode();
            assert_eq!(
                mode & 0o111 != 0,
                file.generator.executable,
                "{}",
                path.display()
            );
        }
        fs::remove_dir_all(written).expect("the folder can go");
    }
}

#[test]
fn bash_reads_none_of_a_hostile_text() {
    let texts = [
        "$(touch PWNED)\n`touch PWNED`\n'; touch PWNED; '\n\\ $HOME \"!!\"\n",
        "END_OF_FILE\nEND_OF_FILE_\ntouch PWNED\n",
        "no end",
        "",
        "\n\n",
        "\ta\r\n\u{1b}[201~touch PWNED\n\u{9b}x\\n %s\n'",
    ];
    for (number, text) in texts.into_iter().enumerate() {
        let path = "it's a $(folder)/-a 'b'.txt";
        let name = format!("hostile-{number}");
        let written = run(&name, &paste::command(path, text, true));
        let found = fs::read_to_string(written.join(path)).expect("the file was written");
        assert_eq!(found, text);
        assert!(!written.join("PWNED").exists());
        fs::remove_dir_all(written).expect("the folder can go");
    }
}

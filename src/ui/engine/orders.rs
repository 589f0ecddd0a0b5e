//! What comes on request only, and who waits for it.

use gateway_studio::engine::{Ask, Contents, FileText};

/// Takes a text, or learns that there is none.
pub(super) type TakeText = Box<dyn FnOnce(Option<String>)>;
/// Takes an archive, or learns that there is none.
pub(super) type TakeArchive = Box<dyn FnOnce(Option<&[u8]>)>;

/// Who waits for a text: of which file, how new at least.
struct WantText {
    file: u32,
    revision: u32,
    take: TakeText,
}

/// Orders that were not served yet, and the text that came last.
#[derive(Default)]
pub(super) struct Orders {
    texts: Vec<WantText>,
    archives: Vec<(Contents, TakeArchive)>,
    last: Option<FileText>,
}

impl Orders {
    /// The text of a file, when it is here and as new as that.
    pub(super) fn text_here(&self, file: u32, revision: u32) -> Option<FileText> {
        let is_it = |last: &&FileText| (last.file, last.revision) == (file, revision);
        self.last.as_ref().filter(is_it).cloned()
    }

    pub(super) fn want_text(&mut self, file: u32, revision: u32, take: TakeText) {
        self.texts.push(WantText {
            file,
            revision,
            take,
        });
    }

    /// Whether it is the only order for an archive: those for another one wait until it came.
    pub(super) fn want_archive(&mut self, contents: Contents, take: TakeArchive) -> bool {
        self.archives.push((contents, take));
        self.archives.len() == 1
    }

    /// Keeps a text that came, and gives back who waited for it.
    pub(super) fn texts(&mut self, text: &FileText) -> Vec<TakeText> {
        self.last = Some(text.clone());
        let is_for = |want: &WantText| want.file == text.file && want.revision <= text.revision;
        let all = std::mem::take(&mut self.texts).into_iter();
        let (served, open): (Vec<_>, Vec<_>) = all.partition(is_for);
        self.texts = open;
        served.into_iter().map(|want| want.take).collect()
    }

    /// Who waits for the archive that came: it is of the kind that was asked for first, and serves all who want that.
    pub(super) fn archives(&mut self) -> Vec<TakeArchive> {
        let came = self.archives.first().map(|(contents, _)| *contents);
        let all = std::mem::take(&mut self.archives).into_iter();
        let (served, open): (Vec<_>, Vec<_>) =
            all.partition(|(contents, _)| Some(*contents) == came);
        self.archives = open;
        served.into_iter().map(|(_, take)| take).collect()
    }

    /// The archive that is to be asked for now.
    pub(super) fn next_archive(&self) -> Option<Ask> {
        let (contents, _) = self.archives.first()?;
        Some(Ask::Archive(*contents))
    }

    /// What is to be asked for, once the engine runs.
    pub(super) fn open(&self) -> Vec<Ask> {
        let texts = self.texts.iter().map(|want| Ask::Text(want.file));
        texts.chain(self.next_archive()).collect()
    }

    /// Tells everybody that nothing will come.
    pub(super) fn refuse(self) {
        self.texts.into_iter().for_each(|want| (want.take)(None));
        self.archives.into_iter().for_each(|(_, take)| take(None));
    }
}

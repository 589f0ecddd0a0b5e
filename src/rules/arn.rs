//! Amazon Resource Names, taken apart.

/// The parts of an ARN that rules look at.
pub(super) struct Arn<'a> {
    /// The service, for instance `lambda`.
    pub(super) service: &'a str,
    /// The region's code.
    pub(super) region: &'a str,
    /// Twelve digits.
    pub(super) account: &'a str,
    /// Everything after the account.
    pub(super) resource: &'a str,
}

/// Takes `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` apart.
///
/// `None` when a part is missing or cannot be one: the region and the account
/// too, because every resource that a design names has both.
pub(super) fn parse(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
    let partition = parts.next()?;
    let arn = Arn {
        service: parts.next()?,
        region: parts.next()?,
        account: parts.next()?,
        resource: parts.next()?,
    };
    let known = partition.starts_with("aws")
        && partition
            .chars()
            .all(|c| c.is_ascii_lowercase() || c == '-')
        && is_region(arn.region)
        && is_account_id(arn.account);
    known.then_some(arn)
}

/// Whether a text is an account id.
pub(super) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_region(text: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.contains('-') && text.chars().all(word)
}

namespace Imizu.Gateway.Doors;

/// <summary>Where one sender's files are worked on, and what of them is in the gateway's hands.</summary>
/// <param name="Sender">The name of the sender's folder.</param>
/// <param name="Theirs">The sender's folder.</param>
/// <param name="Own">The gateway's own folder for that sender.</param>
internal sealed record InboxDesk(string Sender, string Theirs, string Own)
{
    /// <summary>The kinds of folder in the gateway's own.</summary>
    public const string Working = "working", Taken = "taken", Refused = "refused";

    /// <summary>What was begun, the oldest first: what lies here after a crash is begun again.</summary>
    public IReadOnlyList<ClaimedFile> Begun() => !Directory.Exists(In(Working)) ? [] :
    [
        .. new DirectoryInfo(In(Working)).EnumerateFiles().Select(file => file.Name).Where(name => name[0] != '.')
            .Order(StringComparer.Ordinal).Select(name => new ClaimedFile(this, name)),
    ];

    /// <summary>Takes a file out of the sender's folder: from here on, what the sender puts in its place is another file.</summary>
    public ClaimedFile Claim(FileInfo file, DateTimeOffset at)
    {
        foreach (var kind in (string[])[Working, Taken, Refused])
        {
            Directory.CreateDirectory(In(kind), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var claimed = new ClaimedFile(this, InboxName.Fresh(file.Name, at, Begun().Select(begun => begun.Name)));
        // One rename, or nothing. File.Move would copy where that cannot be, reading through what has become a link meanwhile, or link and
        // then delete, which can hit a file that was just put in place.
        Directory.Move(file.FullName, claimed.Path);
        return claimed;
    }

    /// <summary>The folder of a kind.</summary>
    public string In(string kind) => Path.Combine(Own, kind);
}

/// <summary>A file that the gateway has taken into its own folder.</summary>
/// <param name="Desk">Whose it is.</param>
/// <param name="Name">What it is called there.</param>
internal sealed record ClaimedFile(InboxDesk Desk, string Name)
{
    /// <summary>Where it is.</summary>
    public string Path => System.IO.Path.Combine(Desk.In(InboxDesk.Working), Name);

    /// <summary>What its sender called it.</summary>
    public string Given => InboxName.Given(Name);
}

namespace Imizu.Gateway.Doors;

/// <summary>The door by files: <c>Inbox:Folder</c>; none where that is not set.</summary>
internal sealed class InboxOptions
{
    /// <summary>Has a folder per sender, of the account's name, and the gateway's own (<see cref="InboxFolders"/>).</summary>
    public string? Folder { get; set; }

    /// <summary>How long a file has to have stayed the same.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A file larger than this is refused as a whole.</summary>
    public int LargestFile { get; set; } = 10 * 1024 * 1024;
}

namespace Imizu.Gateway.Doors;

/// <summary>The door by files: <c>Inbox:Folder</c>; none where that is not set.</summary>
internal sealed class InboxOptions
{
    /// <summary>Has a folder per sender, of the account's name, and the gateway's own (<see cref="InboxFolders"/>).</summary>
    public string? Folder { get; set; }

    /// <summary>How long a file has to have stayed the same.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a file that cannot be decided waits at first; then twice as long each time.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many files of a sender can be begun and undecided at once; the rest stay in its folder meanwhile.</summary>
    public int MostBegun { get; set; } = 100;

    /// <summary>A file larger than this is refused as a whole.</summary>
    public int LargestFile { get; set; } = 10 * 1024 * 1024;
}

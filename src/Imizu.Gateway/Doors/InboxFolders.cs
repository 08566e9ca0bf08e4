using Imizu.Gateway.Accounts;
using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>
/// Where files come from and where they go. Senders' folders are read, and renamed out of; what has been taken out lies in a folder of the
/// gateway's own, which no sender can enter. So whatever a sender puts in place of a folder or a file, nothing is written through it.
/// </summary>
internal sealed partial class InboxFolders(IOptions<InboxOptions> options, ILogger<InboxFolders> log)
{
    /// <summary>The gateway's own folder, beside the senders'.</summary>
    public const string Own = ".imizu";

    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly HashSet<string> _said = [];

    private string Root => Path.GetFullPath(options.Value.Folder!);

    /// <summary>Makes what is missing.</summary>
    /// <returns>Why the door cannot be opened; null where it can.</returns>
    public string? Open()
    {
        Directory.CreateDirectory(Root, Closed | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        if ((File.GetUnixFileMode(Root) & OthersWrite) != 0)
        {
            return "Inbox:Folder can be written by others than its owner, who could put links in place of the folders in it; take that away (chmod go-w) and give each sender its own folder in it";
        }
        var own = new DirectoryInfo(Path.Combine(Root, Own));
        if (own.LinkTarget is not null || File.Exists(own.FullName))
        {
            return $"the folder {Own} in Inbox:Folder is a link or a file; remove it, and the gateway makes its own folder there";
        }
        Directory.CreateDirectory(own.FullName, Closed);
        // Fails where it belongs to somebody else.
        File.SetUnixFileMode(own.FullName, Closed);
        return null;
    }

    /// <summary>Whoever has a folder, or something begun; a link is no folder.</summary>
    public IReadOnlyList<InboxDesk> Desks() =>
    [
        .. In(Root).Where(folder => folder.Name[0] != '.' && IsNoLink(folder)).Concat(In(Path.Combine(Root, Own))).Select(folder => folder.Name)
            .Distinct().Order(StringComparer.Ordinal).Select(sender => new InboxDesk(sender, Path.Combine(Root, sender), Path.Combine(Root, Own, sender))),
    ];

    private static IEnumerable<DirectoryInfo> In(string folder) => new DirectoryInfo(folder).EnumerateDirectories();

    private bool IsNoLink(DirectoryInfo folder)
    {
        if (folder.LinkTarget is null)
        {
            return true;
        }
        if (_said.Add(folder.Name))
        {
            LogLink(AccountName.IsValid(folder.Name) ? folder.Name : "another name than an account's");
        }
        return false;
    }

    [LoggerMessage(EventId = 3113, Level = LogLevel.Warning, Message = "A sender's folder ({Sender}) is a link, and is passed over: make a folder in its place")]
    private partial void LogLink(string sender);
}

namespace Imizu.Gateway.Doors;

/// <summary>Reads a file that was taken out of a sender's folder: a sender can have put anything there.</summary>
internal static class InboxBytes
{
    /// <summary>All of it, or why not.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="most">More bytes are not read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public static async Task<(byte[]? Bytes, string? Unreadable)> Read(string path, int most, CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
        {
            return (null, "リンクは受け付けません。ファイルそのものを入れてください。");
        }
        if (file.Length == 0)
        {
            // Not opened: a pipe is as long, and would be waited for without end.
            return (null, "空のファイルです。");
        }
        if (file.Length > most)
        {
            return (null, $"大きすぎます（{file.Length:N0} バイト、上限 {most:N0} バイト）。分けて入れてください。");
        }
        var bytes = new byte[file.Length];
        try
        {
            await using var stream = file.OpenRead();
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return stream.Length == bytes.Length ? (bytes, null) : throw new IOException("The file is still being written.");
        }
        catch (UnauthorizedAccessException)
        {
            // No waiting changes that: out of its folder, the sender cannot reach it any more.
            return (null, "ファイルを読む権限がゲートウェイにありません。ゲートウェイの利用者が読める権限（たとえば chmod a+r）を付けて、入れ直してください。");
        }
    }
}

using System.Runtime.InteropServices;
using Imizu.Gateway.Doors;
using Xunit;

namespace Imizu.Gateway.Tests.Doors;

/// <summary>What a sender put that cannot be read is refused, and is not tried for ever.</summary>
public sealed class InboxBytesTests
{
    private const uint Nobody = 65534;

    [Fact]
    public void A_file_that_its_sender_closed_to_the_gateway_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("imizu-closed-");
        try
        {
            folder.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            var closed = Path.Combine(folder.FullName, "closed.csv");
            File.WriteAllText(closed, "a");
            File.SetUnixFileMode(closed, UnixFileMode.None);

            var (bytes, why) = AsNobody(() => InboxBytes.Read(closed, 10, TestContext.Current.CancellationToken).GetAwaiter().GetResult());

            Assert.Null(bytes);
            Assert.Contains("権限", why, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Nothing is closed to root. Of one thread Linux can be told that it opens files as somebody else, who is let in as the modes say.</summary>
    private static T AsNobody<T>(Func<T> read)
    {
        var result = new TaskCompletionSource<T>();
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess)
                {
                    _ = SetUserForFiles(Nobody);
                }
                result.SetResult(read());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        thread.Start();
        return result.Task.GetAwaiter().GetResult();
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetUserForFiles(uint user);
}

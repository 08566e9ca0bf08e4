using Aspire.Hosting;
using Imizu.AppHost.Local;
using Xunit;

namespace Imizu.AppHost.Tests;

[Collection(nameof(StackFixture))]
public sealed class OwnerOnlyTests(StackFixture stack) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nobody_else_can_read_what_the_servers_keep()
    {
        // PostgreSQL's user, where that is another, passes through the first folder and sees nothing of it.
        Assert.Equal(Environment.IsPrivilegedProcess ? "rwx--x--x" : "rwx------", ModeOf());
        Assert.All(new[] { "logs", "postgres", "messaging" }, folder => Assert.Equal("rwx------", ModeOf(folder)));
        Assert.All(
            new[] { "secrets.json", "connections.json", "dashboard.json", "stack.json", "logs/postgres.log", "messaging/rabbitmq.conf" },
            file => Assert.Equal("rw-------", ModeOf(file)));
        Assert.False(File.Exists(Path.Combine(stack.Stack.Folder, "postgres", "password")));

        string ModeOf(string path = "")
        {
            var mode = File.GetUnixFileMode(Path.Combine(stack.Stack.Folder, path));
            return string.Concat("rwxrwxrwx".Select((letter, n) => ((int)mode >> (8 - n) & 1) == 1 ? letter : '-'));
        }
    }

    [Fact]
    public void A_folder_that_stood_open_is_closed_and_one_closed_more_tightly_stays_so()
    {
        const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
        const UnixFileMode Passable = (UnixFileMode)0b111_001_001;
        File.SetUnixFileMode(_folder.Path, Everybody);

        OwnerOnly.CreateFolder(_folder.Path, Passable);
        Assert.Equal(Passable, File.GetUnixFileMode(_folder.Path));

        OwnerOnly.CreateFolder(_folder.Path);
        OwnerOnly.CreateFolder(_folder.Path, Passable);
        Assert.Equal(OwnerOnly.Folder, File.GetUnixFileMode(_folder.Path));
    }

    [Fact]
    public void A_folder_that_all_users_share_is_refused_and_left_as_it_is()
    {
        const UnixFileMode LikeTmp = (UnixFileMode)0b001_111_111_111;
        File.SetUnixFileMode(_folder.Path, LikeTmp);

        Assert.Throws<DistributedApplicationException>(() => DataFolder.Claim(_folder.Path));

        Assert.Equal(LikeTmp, File.GetUnixFileMode(_folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}

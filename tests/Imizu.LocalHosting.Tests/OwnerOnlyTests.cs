using Xunit;

namespace Imizu.LocalHosting.Tests;

[Collection("Servers")]
public sealed class OwnerOnlyTests(Servers servers) : IDisposable
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
            new[] { "secrets.json", "connections.json", "messaging/rabbitmq.conf" },
            file => Assert.Equal("rw-------", ModeOf(file)));
        Assert.False(File.Exists(Path.Combine(servers.DataFolder, "postgres", "password")));

        string ModeOf(string path = "")
        {
            var mode = File.GetUnixFileMode(Path.Combine(servers.DataFolder, path));
            return string.Concat("rwxrwxrwx".Select((letter, n) => ((int)mode >> (8 - n) & 1) == 1 ? letter : '-'));
        }
    }

    [Fact]
    public async Task What_is_written_for_the_owner_alone_is_so_from_the_start_even_where_an_open_file_stood()
    {
        var file = Path.Combine(_folder.Path, "password");
        await File.WriteAllTextAsync(file, "before", TestContext.Current.CancellationToken);
        // Whoever has it open already goes on seeing the earlier one.
        using var earlier = File.OpenRead(file);

        await OwnerOnly.WriteAsync(file, "after", TestContext.Current.CancellationToken);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal("before", await new StreamReader(earlier).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("after", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
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
        using var data = new DataFolder(_folder.Path);

        Assert.Throws<StackRefusedException>(data.Claim);

        Assert.Equal(LikeTmp, File.GetUnixFileMode(_folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}

using Aspire.Hosting;
using Imizu.AppHost.Local;
using Xunit;

namespace Imizu.AppHost.Tests;

/// <summary>Which folders a stack takes for its own.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_what_to_do()
    {
        File.WriteAllText(Path.Combine(_root, "file"), "");

        var refused = Assert.Throws<DistributedApplicationException>(() => DataFolder.Claim(Path.Combine(_root, "file", "stack")));

        Assert.Contains("--data FOLDER", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("letter.txt")]
    [InlineData("logs/of-another-program.log")]
    public void A_folder_with_other_things_in_it_is_left_as_it_is(string thing)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, thing))!);
        File.WriteAllText(Path.Combine(_root, thing), "");
        var before = File.GetUnixFileMode(_root);

        Assert.Throws<DistributedApplicationException>(() => DataFolder.Claim(_root));

        Assert.Equal([Path.Combine(_root, thing)], Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
        Assert.Equal(before, File.GetUnixFileMode(_root));
    }

    [Fact]
    public void A_folder_that_is_empty_or_was_a_stacks_is_taken_by_one_at_a_time_with_its_passwords_and_ports()
    {
        Directory.CreateDirectory(Path.Combine(_root, "logs"));
        File.WriteAllText(Path.Combine(_root, "logs", "host.log"), "");
        string password;
        int port;
        using (var first = DataFolder.Claim(_root))
        {
            (password, port) = (first.Password("any-password"), first.Ports.Of("any"));
            Assert.Contains("Another stack", Assert.Throws<DistributedApplicationException>(() => DataFolder.Claim(_root)).Message, StringComparison.Ordinal);
        }

        using var second = DataFolder.Claim(_root);
        Assert.Equal((password, port), (second.Password("any-password"), second.Ports.Of("any")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_root, "secrets.json")));
    }
}

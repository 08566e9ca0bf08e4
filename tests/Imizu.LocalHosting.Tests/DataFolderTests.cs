using Xunit;

namespace Imizu.LocalHosting.Tests;

/// <summary>Which folders a stack takes for its own.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_what_to_do()
    {
        File.WriteAllText(Path.Combine(_root, "file"), "");
        using var folder = new DataFolder(Path.Combine(_root, "file", "stack"));

        var refused = Assert.Throws<StackRefusedException>(folder.Claim);

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
        using var folder = new DataFolder(_root);

        Assert.Throws<StackRefusedException>(folder.Claim);

        Assert.Equal([Path.Combine(_root, thing)], Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
        Assert.Equal(before, File.GetUnixFileMode(_root));
    }

    [Fact]
    public void A_folder_that_is_empty_or_was_a_stacks_is_taken()
    {
        Directory.CreateDirectory(Path.Combine(_root, "logs"));
        File.WriteAllText(Path.Combine(_root, "logs", "host.log"), "");
        using (var first = new DataFolder(_root))
        {
            first.Claim();
            first.Write("ports.json", "");
        }

        using var second = new DataFolder(_root);
        second.Claim();
    }
}

using Imizu.Dashboard.Resources;
using Xunit;

namespace Imizu.Dashboard.Tests;

/// <summary>A console is read over the change from one file to the next.</summary>
public sealed class ConsoleLogTests : IDisposable
{
    private const int Many = 1_000;
    private readonly string _data = Directory.CreateTempSubdirectory("imizu-logs-").FullName;
    private readonly string _path;

    public ConsoleLogTests()
    {
        Directory.CreateDirectory(Path.Combine(_data, "logs"));
        _path = ConsoleLog.PathOf(_data, "projection");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public void Lines_come_once_and_only_when_they_are_whole()
    {
        using var console = new ConsoleLog(_path, Many);
        File.AppendAllText(_path, "相談\r\nsecond, ha");
        Assert.Equal(["相談"], console.Read());
        Assert.Equal("second, ha", console.Begun);

        File.AppendAllText(_path, "lf\n\n");

        Assert.Equal(["second, half", ""], console.Read());
        Assert.Empty(console.Read());
    }

    [Theory]
    [InlineData(0, "", "")]
    [InlineData(1, "", "fi")]
    [InlineData(2, "four", "fi")]
    [InlineData(4, "two three four", "fi")]
    [InlineData(100, "one two three four", "fi")]
    public void The_last_lines_reach_back_into_the_file_before(int lines, string whole, string begun)
    {
        File.WriteAllText(_path + ".1", "one\ntwo\nthr");
        File.WriteAllText(_path, "ee\nfour\nfi");
        using var console = new ConsoleLog(_path, lines);

        Assert.Equal((whole, begun), (string.Join(' ', console.Read()), console.Begun));
    }

    [Fact]
    public void Whoever_follows_reads_every_line_once_when_the_file_is_full()
    {
        File.WriteAllText(_path, "first\n");
        using var console = new ConsoleLog(_path, Many);
        console.Read();

        File.AppendAllText(_path, "full, and a li");
        File.Move(_path, _path + ".1");
        Assert.Empty(console.Read());
        Assert.Empty(console.Read());
        Assert.Equal("full, and a li", console.Begun);
        File.WriteAllText(_path, "ne\n");
        Assert.Equal(["full, and a line"], console.Read());
        File.AppendAllText(_path, "new\n");

        Assert.Equal(["new"], console.Read());
    }

    [Fact]
    public void More_than_one_wants_to_hear_at_once_comes_bit_by_bit_and_whole()
    {
        File.WriteAllText(_path, "");
        using var console = new ConsoleLog(_path, Many);
        console.Read();
        string[] lines = [.. Enumerable.Range(0, 200_000).Select(number => $"line {number}")];
        File.WriteAllLines(_path, lines);

        var read = new List<string>();
        for (var news = console.Read(); news.Count > 0; news = console.Read())
        {
            read.AddRange(news);
            Assert.True(news.Count < lines.Length);
        }

        Assert.Equal(lines, read);
    }

    [Fact]
    public void A_file_that_was_emptied_is_read_from_its_beginning()
    {
        File.WriteAllText(_path, "a long line of the file before\n");
        using var console = new ConsoleLog(_path, Many);
        console.Read();

        File.WriteAllText(_path, "anew\n");

        Assert.Equal(["anew"], console.Read());
    }

    [Fact]
    public void A_resource_that_has_printed_nothing_yet_has_no_lines_and_then_its_first()
    {
        using var console = new ConsoleLog(_path, Many);
        Assert.Empty(console.Read());

        File.WriteAllText(_path, "first\n");

        Assert.Equal(["first"], console.Read());
    }

    [Fact]
    public void The_consoles_are_those_of_the_resources()
    {
        File.WriteAllText(_path, "");
        File.WriteAllText(_path + ".1", "");
        File.WriteAllText(ConsoleLog.PathOf(_data, "messaging"), "");
        Assert.Equal(["messaging", "projection"], ConsoleLog.In(_data));
        Assert.Empty(ConsoleLog.In(Path.Combine(_data, "nowhere")));
    }
}

using Imizu.Dashboard.Resources;
using Xunit;

namespace Imizu.Dashboard.Tests;

public sealed class LogTailTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Lines_come_once_and_only_when_they_are_whole()
    {
        var tail = new LogTail(_path);
        File.AppendAllText(_path, "相談\nsecond, ha");
        Assert.Equal(["相談"], tail.Read());

        File.AppendAllText(_path, "lf\n");

        Assert.Equal(["second, half"], tail.Read());
        Assert.Empty(tail.Read());
    }

    [Fact]
    public void Of_a_long_file_the_end_is_read_from_a_line_s_beginning()
    {
        File.WriteAllLines(_path, Enumerable.Range(0, 100_000).Select(number => $"line {number}"));

        var lines = new LogTail(_path).Read();

        Assert.Equal("line 99999", lines[^1]);
        Assert.InRange(lines.Count, 10_000, 50_000);
        Assert.All(lines, line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_begun_anew_is_read_from_its_beginning()
    {
        File.WriteAllText(_path, "a long line of the file before\n");
        var tail = new LogTail(_path);
        tail.Read();

        File.WriteAllText(_path, "anew\n");

        Assert.Equal(["anew"], tail.Read());
    }

    [Fact]
    public void A_resource_that_has_printed_nothing_yet_has_no_lines() => Assert.Empty(new LogTail(_path + ".none").Read());
}

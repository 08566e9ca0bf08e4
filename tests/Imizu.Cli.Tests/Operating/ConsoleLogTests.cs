using System.IO.Pipes;
using System.Text;
using Imizu.Cli.Operating;
using Xunit;

namespace Imizu.Cli.Tests.Operating;

/// <summary>A console is read over the change from one file to the next.</summary>
public sealed class ConsoleLogTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("imizu-logs-").FullName;

    public ConsoleLogTests() => Directory.CreateDirectory(Path.Combine(_data, "logs"));

    private string Current => Path.Combine(_data, "logs", "projection.log");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "four\n")]
    [InlineData(3, "two\nthree\nfour\n")]
    [InlineData(4, "one\ntwo\nthree\nfour\n")]
    [InlineData(100, "one\ntwo\nthree\nfour\n")]
    public async Task The_last_lines_reach_back_into_the_file_before(int lines, string expected)
    {
        File.WriteAllText(Current + ".1", "one\ntwo\nthr");
        File.WriteAllText(Current, "ee\nfour\n");
        Assert.Equal(expected, await Copied(lines));
    }

    [Fact]
    public async Task A_line_that_is_not_ended_yet_is_a_line()
    {
        File.WriteAllText(Current, "one\ntwo\nthr");
        Assert.Equal("two\nthr", await Copied(2));
    }

    [Fact]
    public async Task An_empty_console_has_no_lines()
    {
        File.WriteAllText(Current, "");
        Assert.Equal("", await Copied(10));
    }

    [Fact]
    public async Task Whoever_follows_reads_every_line_once_when_the_file_is_changed()
    {
        File.WriteAllText(Current, "before\nlast\n");
        await using var output = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, output.ClientSafePipeHandle));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var following = ConsoleLog.Of(_data, "projection").CopyAsync(1, follows: true, output, over.Token);

        Assert.Equal("last", await reader.ReadLineAsync(Cancelled));
        File.AppendAllText(Current, "more\n");
        Assert.Equal("more", await reader.ReadLineAsync(Cancelled));
        File.AppendAllText(Current, "full\n");
        File.Move(Current, Current + ".1");
        File.WriteAllText(Current, "new\n");
        Assert.Equal("full", await reader.ReadLineAsync(Cancelled));
        Assert.Equal("new", await reader.ReadLineAsync(Cancelled));
        File.AppendAllText(Current, "newer\n");
        Assert.Equal("newer", await reader.ReadLineAsync(Cancelled));

        await over.CancelAsync();
        await following;
    }

    [Fact]
    public void The_consoles_are_those_of_the_resources()
    {
        File.WriteAllText(Current, "");
        File.WriteAllText(Current + ".1", "");
        File.WriteAllText(Path.Combine(_data, "logs", "messaging.log"), "");
        Assert.Equal(["messaging", "projection"], ConsoleLog.In(_data));
        Assert.Empty(ConsoleLog.In(Path.Combine(_data, "nowhere")));
    }

    private async Task<string> Copied(int lines)
    {
        using var output = new MemoryStream();
        await ConsoleLog.Of(_data, "projection").CopyAsync(lines, follows: false, output, Cancelled);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}

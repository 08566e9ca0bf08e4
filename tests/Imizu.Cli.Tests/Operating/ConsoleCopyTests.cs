using System.IO.Pipes;
using System.Text;
using Imizu.Cli.Operating;
using Imizu.Dashboard.Resources;
using Imizu.LocalHosting;
using Xunit;

namespace Imizu.Cli.Tests.Operating;

/// <summary>A console is shown over the change from one file to the next, and without what is secret.</summary>
public sealed class ConsoleCopyTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("imizu-logs-").FullName;

    public ConsoleCopyTests() => Directory.CreateDirectory(Path.Combine(_data, "logs"));

    private string Current => Path.Combine(_data, "logs", "projection.log");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

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
        using var console = new ConsoleLog(Current, lines: 1);
        var following = new ConsoleCopy(console, new Masking([]), output).RunAsync(follows: true, over.Token);

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
    public async Task No_secret_of_the_stack_is_shown_and_the_file_stays_as_it_is()
    {
        const string Printed = "Password=kept-secret;\namqp://imizu:it%27s-secret@host\nkept-secr";
        File.WriteAllText(Path.Combine(_data, "hidden.json"), """["kept-secret","it's-secret"]""");
        File.WriteAllText(Current, Printed);

        Assert.Equal("Password=•••;\namqp://imizu:•••@host\nkept-secr", await Copied(10));

        Assert.Equal(Printed, File.ReadAllText(Current));
    }

    private async Task<string> Copied(int lines)
    {
        using var output = new MemoryStream();
        using var console = new ConsoleLog(Current, lines);
        await new ConsoleCopy(console, new Masking(StackState.ReadSecrets(_data)), output).RunAsync(follows: false, Cancelled);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}

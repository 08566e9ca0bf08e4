using Xunit;

namespace Imizu.Cli.Tests.Script;

/// <summary>What <c>./imizu</c> builds and starts.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly ScriptedMachine _machine = new();

    private int Builds => _machine.Calls.Count(call => call.StartsWith("build ", StringComparison.Ordinal));

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Up_becomes_the_AppHost_with_the_data_folder_that_is_named()
    {
        await _machine.Run("up");
        Assert.EndsWith("/Imizu.AppHost/bin/Release/net10.0/Imizu.AppHost.dll", _machine.Calls[^1], StringComparison.Ordinal);

        await _machine.Run("up --data /elsewhere");
        Assert.EndsWith("Imizu.AppHost.dll --Data:Folder=/elsewhere", _machine.Calls[^1], StringComparison.Ordinal);

        Assert.Equal(2, (await _machine.Run("up --wrong")).Exit);
    }

    [Fact]
    public async Task It_builds_only_when_a_source_has_changed_since_the_last_build_and_says_so()
    {
        Assert.Contains("Building Imizu.Cli.", (await _machine.Run("status")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Building", (await _machine.Run("status")).Output, StringComparison.Ordinal);
        Assert.Equal(1, Builds);

        File.WriteAllText(_machine.At("src/Some/Source.cs"), "// changed");
        await _machine.Run("status");
        await _machine.Run("status");
        Assert.Equal(2, Builds);

        File.Delete(_machine.At("src/Some/Source.cs"));
        await _machine.Run("status");
        await _machine.Run("status");
        Assert.Equal(3, Builds);
    }

    [Theory]
    [InlineData("demo", "ConnectionStrings__postgres")]
    [InlineData("demo", "ConnectionStrings__messaging")]
    [InlineData("demo", "CONNECTIONSTRINGS__MANAGEMENT")]
    [InlineData("restore any.backup", "ConnectionStrings__postgres")]
    public async Task What_makes_a_stack_of_its_own_is_refused_before_it_builds_where_a_server_is_given_from_outside(string command, string variable)
    {
        var (exit, output) = await _machine.Run(command, (variable, "Host=in-use;Password=secret"));

        Assert.Equal(1, exit);
        Assert.Contains($"unset {variable}, which names one from outside", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.Empty(_machine.Calls);
    }

    [Fact]
    public async Task Help_on_a_command_is_on_that_command()
    {
        var (_, output) = await _machine.Run("logs --help");

        Assert.StartsWith("./imizu logs RESOURCE", output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("./imizu backup", output, StringComparison.Ordinal);
        Assert.Contains("./imizu backup", (await _machine.Run("--help")).Output, StringComparison.Ordinal);
        Assert.Contains("./imizu backup", (await _machine.Run("nothing --help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("test")]
    [InlineData("restore any.backup")]
    [InlineData("status")]
    [InlineData("down")]
    [InlineData("accounts")]
    [InlineData("measures")]
    public async Task The_other_commands_are_the_command_lines(string command)
    {
        await _machine.Run(command);

        Assert.EndsWith($"imizu-cli.dll {command}", _machine.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_says_what_there_is_and_deletes_only_what_it_is_told_to_and_no_data_in_use()
    {
        await _machine.Run("status");
        Directory.CreateDirectory(_machine.At(".imizu/demo"));
        var held = new FileStream(_machine.At(".imizu/demo/stack.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains(".imizu/demo", (await _machine.Run("clean")).Output, StringComparison.Ordinal);

        Assert.Contains("a stack runs on .imizu/demo", (await _machine.Run("clean --data")).Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_machine.At(".imizu/demo")));

        await held.DisposeAsync();
        Assert.Equal(0, (await _machine.Run("clean --data")).Exit);
        Assert.False(Directory.Exists(_machine.At(".imizu/demo")));
        Assert.True(Directory.Exists(_machine.At("src/Some/obj")));

        await _machine.Run("clean --built");
        Assert.False(Directory.Exists(_machine.At("src/Some/obj")));
    }
}

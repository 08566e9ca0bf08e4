using Xunit;

namespace Imizu.Cli.Tests.Script;

/// <summary>What <c>./imizu</c> runs the stack on.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly ScriptedMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Up_is_in_Aspire_where_an_engine_answers_and_its_packages_restore()
    {
        _machine.HasEngine().ServesAspire();

        var output = await _machine.RunAsync("up");

        Assert.Equal("UseAspire=true run --project Imizu.AppHost", _machine.Calls[^1]);
        Assert.Contains("hosting mode: UseAspire=true", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_is_local_where_no_engine_answers_and_asks_no_registry()
    {
        _machine.ServesAspire();

        var output = await _machine.RunAsync("up");

        Assert.EndsWith("imizu-cli.dll up", _machine.Calls[^1], StringComparison.Ordinal);
        Assert.All(_machine.Calls.Skip(1), call => Assert.StartsWith("UseAspire=false ", call, StringComparison.Ordinal));
        Assert.Contains("no container engine answers", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_is_local_where_Aspires_packages_are_not_served()
    {
        _machine.HasEngine();

        await _machine.RunAsync("up");

        Assert.EndsWith("imizu-cli.dll up", _machine.Calls[^1], StringComparison.Ordinal);
        Assert.StartsWith("UseAspire=false ", _machine.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_is_local_where_the_environment_says_so()
    {
        _machine.HasEngine().ServesAspire();

        await _machine.RunAsync("up", useAspire: "false");

        Assert.EndsWith("imizu-cli.dll up", _machine.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_on_a_command_is_on_that_command()
    {
        var output = await _machine.RunAsync("logs --help");

        Assert.StartsWith("./imizu logs RESOURCE", output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("./imizu backup", output, StringComparison.Ordinal);
        Assert.Contains("./imizu backup", await _machine.RunAsync("--help"), StringComparison.Ordinal);
        Assert.Contains("./imizu backup", await _machine.RunAsync("nothing --help"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("test")]
    [InlineData("restore")]
    [InlineData("status")]
    [InlineData("down")]
    [InlineData("logs")]
    [InlineData("accounts")]
    [InlineData("backup")]
    public async Task All_that_is_for_local_servers_is_local_on_any_machine(string command)
    {
        _machine.HasEngine().ServesAspire();

        await _machine.RunAsync(command);

        Assert.EndsWith($"imizu-cli.dll {command}", _machine.Calls[^1], StringComparison.Ordinal);
        Assert.All(_machine.Calls.Skip(1), call => Assert.StartsWith("UseAspire=false ", call, StringComparison.Ordinal));
    }
}

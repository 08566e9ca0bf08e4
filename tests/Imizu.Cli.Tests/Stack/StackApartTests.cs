using Imizu.Cli.Tests.Backups;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests.Stack;

/// <summary>The stack that a demo or a restore makes for itself touches nothing of one that is in use. dotnet is played, and writes down what it is started with.</summary>
public sealed class StackApartTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-apart-").FullName;

    public StackApartTests()
    {
        Directory.CreateDirectory(At("bin"));
        File.WriteAllText(At("bin/dotnet"), $"#!/bin/sh\nenv > {At("environment")}\nstat -c %a \"$(dirname \"$IMIZU_HOST_LOG\")\" > {At("mode")}\nexit 3\n");
        File.SetUnixFileMode(At("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        WrittenBackup.Of(At("imizu.backup"), Services.All);
    }

    private string[] Restore => ["restore", At("imizu.backup"), "--data", At("restored")];

    private (string, string) Path => ("PATH", $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("demo", "ConnectionStrings__postgres", "ConnectionStrings__postgres")]
    [InlineData("demo", "ConnectionStrings__messaging", "ConnectionStrings__messaging")]
    [InlineData("demo", "ConnectionStrings__management", "ConnectionStrings__management")]
    [InlineData("demo", "CONNECTIONSTRINGS__POSTGRES", "ConnectionStrings__postgres")]
    [InlineData("restore", "ConnectionStrings__postgres", "ConnectionStrings__postgres")]
    public async Task It_is_not_begun_where_a_server_is_named_from_outside(string command, string variable, string told)
    {
        var (exit, output) = await CommandLineRun.In([Path, (variable, "Host=in-use;Password=secret")], command == "restore" ? Restore : [command]);

        Assert.Equal(1, exit);
        Assert.Contains($"unset {told}, which names one from outside", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        Assert.False(File.Exists(At("environment")));
    }

    [Theory]
    [InlineData("Inbox__Folder")]
    [InlineData("INBOX__FOLDER")]
    public async Task It_does_not_open_the_inbox_and_its_log_is_made_closed(string variable)
    {
        var (exit, output) = await CommandLineRun.In([Path, (variable, "/in/use")], Restore);

        Assert.True(exit == 3, output);
        Assert.Equal(["Inbox__Folder="], File.ReadLines(At("environment")).Where(line => line.StartsWith("Inbox__Folder=", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("700", File.ReadAllText(At("mode")).Trim());
    }

    private string At(string path) => System.IO.Path.Combine(_root, path);
}

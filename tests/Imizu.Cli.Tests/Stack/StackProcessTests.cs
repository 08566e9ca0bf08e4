using Imizu.Cli.Tests.Backups;
using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Cli.Tests.Stack;

/// <summary>The stack that a demo or a restore makes for itself touches nothing of one that is in use. dotnet is played, and writes down what it is started with.</summary>
public sealed class StackProcessTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-apart-").FullName;

    public StackProcessTests()
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
    [InlineData("Data__Folder")]
    [InlineData("DATA__FOLDER")]
    public async Task It_works_in_its_own_folder_whatever_the_environment_says_and_its_log_is_made_closed(string variable)
    {
        var (exit, output) = await CommandLineRun.In([Path, (variable, "/in/use")], Restore);

        Assert.True(exit == 3, output);
        Assert.DoesNotContain("/in/use", Assert.Single(File.ReadLines(At("environment")), line => line.StartsWith("Data__Folder=", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
        Assert.Equal("700", File.ReadAllText(At("mode")).Trim());
    }

    private string At(string path) => System.IO.Path.Combine(_root, path);
}

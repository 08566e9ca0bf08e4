using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace Imizu.Cli.Tests.Script;

/// <summary>
/// A copy of <c>imizu</c> and <c>build/hosting-mode</c> on a machine where every program that they call is played: dotnet writes down what
/// it was asked for, and restores Aspire's packages only where they are served.
/// </summary>
internal sealed class ScriptedMachine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-script-").FullName;

    public ScriptedMachine()
    {
        var repository = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", ".."));
        Directory.CreateDirectory(At("build"));
        Directory.CreateDirectory(At("bin"));
        foreach (var file in new[] { "imizu", "build/hosting-mode", "global.json" })
        {
            File.Copy(Path.Combine(repository, file), At(file));
        }
        Play("dotnet", $$"""
            echo "UseAspire=$UseAspire $*" >> {{At("calls")}}
            [ "$1" != restore ] || [ -e {{At("served")}} ] || { echo "error NU1101: Unable to find package"; exit 1; }
            """);
        foreach (var server in new[] { "postgres", "rabbitmq-server" })
        {
            Play(server, "exit 0");
        }
        foreach (var engine in new[] { "docker", "podman" })
        {
            Play(engine, $"[ -e {At("engine")} ]");
        }
    }

    /// <summary>What dotnet was asked for, and in which mode, in turn.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(At("calls"));

    /// <summary>A container engine answers.</summary>
    public ScriptedMachine HasEngine() => With("engine");

    /// <summary>The registry serves Aspire's packages.</summary>
    public ScriptedMachine ServesAspire() => With("served");

    /// <summary>Runs the script; what it printed.</summary>
    public async Task<string> RunAsync(string command, string? useAspire = null)
    {
        var ended = await CliWrap.Cli.Wrap(At("imizu"))
            .WithArguments(command)
            .WithEnvironmentVariables(environment => environment
                .Set("PATH", $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}")
                .Set("UseAspire", useAspire))
            .ExecuteBufferedAsync();
        return ended.StandardOutput;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private ScriptedMachine With(string what)
    {
        File.WriteAllText(At(what), "");
        return this;
    }

    private void Play(string program, string script)
    {
        File.WriteAllText(At($"bin/{program}"), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(At($"bin/{program}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string At(string path) => Path.Combine(_root, path);

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using System.Runtime.CompilerServices;
using CliWrap;
using CliWrap.Buffered;

namespace Imizu.Cli.Tests.Script;

/// <summary>A copy of <c>imizu</c> in a working tree of one source file, on a machine where dotnet is played and writes down what it was asked for.</summary>
internal sealed class ScriptedMachine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-script-").FullName;

    public ScriptedMachine()
    {
        var repository = Path.GetFullPath(Path.Combine(ThisFolder(), "..", "..", ".."));
        Directory.CreateDirectory(At("bin"));
        Directory.CreateDirectory(At("src/Some"));
        File.WriteAllText(At("src/Some/Source.cs"), "");
        foreach (var file in new[] { "imizu", "global.json" })
        {
            File.Copy(Path.Combine(repository, file), At(file));
        }
        // Building writes into the project's folder, as it really does.
        Play("dotnet", $"""
            echo "$*" >> {At("bin/calls")}
            [ "$1" != build ] || mkdir -p {At("src/Some/obj")}
            """);
        foreach (var server in new[] { "postgres", "rabbitmq-server" })
        {
            Play(server, "exit 0");
        }
    }

    /// <summary>What dotnet was asked for, in turn.</summary>
    public IReadOnlyList<string> Calls => File.Exists(At("bin/calls")) ? File.ReadAllLines(At("bin/calls")) : [];

    /// <summary>Runs the script; its exit code, and what it printed.</summary>
    public async Task<(int Exit, string Output)> Run(string command, params (string Name, string Value)[] environment)
    {
        var ended = await CliWrap.Cli.Wrap(At("imizu"))
            .WithArguments(command)
            .WithEnvironmentVariables(variables =>
            {
                variables.Set("PATH", $"{At("bin")}:{Environment.GetEnvironmentVariable("PATH")}");
                foreach (var name in new[] { "postgres", "messaging", "management" })
                {
                    variables.Set($"ConnectionStrings__{name}", null);
                }
                foreach (var (name, value) in environment)
                {
                    variables.Set(name, value);
                }
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return (ended.ExitCode, ended.StandardOutput + ended.StandardError);
    }

    public string At(string path) => Path.Combine(_root, path);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Play(string program, string script)
    {
        File.WriteAllText(At($"bin/{program}"), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(At($"bin/{program}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

using Imizu.Testing.Servers;

namespace Imizu.Cli.Tests.Replaying;

/// <summary><c>imizu replay</c> as somebody types it.</summary>
internal static class TypedReplay
{
    public static Task<CommandLineRun> Run(ServiceProcess service, params string[] options) =>
        CommandLineRun.In(TestProvider.Shared.CommandLine, ["replay", "--url", service.Http.BaseAddress!.ToString(), .. options]);
}

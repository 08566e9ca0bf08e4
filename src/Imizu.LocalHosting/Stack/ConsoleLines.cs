using Imizu.Dashboard.Resources;

namespace Imizu.LocalHosting;

/// <summary>One line for each change, for whoever watches the terminal.</summary>
internal static class ConsoleLines
{
    private static readonly bool InColour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null;

    public static void Write(ResourceStatus status)
    {
        var detail = status.State switch
        {
            ResourceState.Healthy or ResourceState.Running => status.Url ?? $"pid {status.Pid}",
            ResourceState.Restarting when status.ExitCode is null => $"could not be started; see logs/{status.Name}.log",
            ResourceState.Restarting => $"ended: {Exits.InWords(status.ExitCode.Value)}; see logs/{status.Name}.log",
            _ => "",
        };
        Console.WriteLine($"{status.Name,-20} {Coloured($"{status.State.Word(),-10}", status.State)} {detail}".TrimEnd());
    }

    private static string Coloured(string word, ResourceState state) =>
        !InColour ? word
        : state.IsWell() ? $"\e[32m{word}\e[0m"
        : state is ResourceState.Restarting ? $"\e[31m{word}\e[0m"
        : $"\e[2m{word}\e[0m";
}

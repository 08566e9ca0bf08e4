using System.Diagnostics;

namespace Imizu.AppHost.Local;

/// <summary>Whether containers can be run here.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether an engine answers: Docker or Podman, or the one that ASPIRE_CONTAINER_RUNTIME names.</summary>
    public static bool Answers(string? named) => (named is null ? ["docker", "podman"] : new[] { named }).Any(AnswersTo);

    private static bool AnswersTo(string engine)
    {
        try
        {
            using var info = Process.Start(new ProcessStartInfo(engine, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (info.WaitForExit(Patience))
            {
                return info.ExitCode == 0;
            }

            info.Kill(entireProcessTree: true);
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

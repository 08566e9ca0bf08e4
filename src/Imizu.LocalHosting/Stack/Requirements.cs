namespace Imizu.LocalHosting;

/// <summary>What must be on the machine before a stack can start.</summary>
internal static class Requirements
{
    private const int ProgramMissing = 2;

    /// <exception cref="StackRefusedException">Something is missing; the message says what to do about it.</exception>
    public static void Check(IReadOnlyList<Unit> units)
    {
        var missing = units.SelectMany(unit => unit.Programs).Where(program => program.Path is null).Distinct().ToList();
        if (missing.Count > 0)
        {
            var packages = string.Join(' ', missing.Select(program => program.DebianPackage).Distinct());
            var names = string.Join(", ", missing.Select(program => program.Name));
            throw new StackRefusedException(
                $"Missing on this machine: {names}. Install with: apt-get install -y --no-install-recommends {packages}",
                ProgramMissing);
        }

        var unbuilt = units.OfType<ProjectUnit>().FirstOrDefault(project => !File.Exists(project.Assembly));
        if (unbuilt is not null)
        {
            throw new StackRefusedException($"{unbuilt.Name} is not built: there is no {unbuilt.Assembly}. Build the AppHost.");
        }
    }
}

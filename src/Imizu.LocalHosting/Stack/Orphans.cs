namespace Imizu.LocalHosting;

/// <summary>
/// What a stack whose host was killed has left running. The kernel has asked these processes to stop already, so
/// mostly there is nothing; but one may take its time, or be deaf.
/// </summary>
internal static class Orphans
{
    /// <summary>Ends them. Only the very processes that are recorded in the folder: a pid alone proves nothing.</summary>
    public static async Task<int> EndAsync(DataFolder folder)
    {
        var orphans = StackState.Read(folder.Root)?.Resources
            .Where(resource => resource.Process is { IsAlive: true })
            .ToList() ?? [];
        await Task.WhenAll(orphans.Select(orphan =>
            orphan.Process!.EndAsync(orphan.Kind == PostgresUnit.KindName ? PostgresUnit.FastShutdown : Signal.Terminate)));
        return orphans.Count;
    }
}

namespace Imizu.Projection.Journal;

/// <summary>Waits until all is counted that the sources have recorded.</summary>
public sealed class IntakeProgress(EventSources sources, EventJournal journal, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>For how long it waits for one source.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Why something may be missing from what is counted, of all that was recorded when this was asked; null where nothing is.</summary>
    public async Task<string?> Missing(CancellationToken cancellationToken)
    {
        foreach (var source in EventSources.All)
        {
            try
            {
                var last = await sources.LastPosition(source, cancellationToken);
                for (var asked = clock.GetTimestamp(); (await journal.Head(source, cancellationToken)).Position < last; await Task.Delay(Look, clock, cancellationToken))
                {
                    if (clock.GetElapsedTime(asked) >= Patience)
                    {
                        return $"サービス {EventSources.ServiceOf(source)} の記録が、まだすべては集計に入っていません。少し待って、もう一度送ってください。";
                    }
                }
            }
            catch (SourceUnavailableException e)
            {
                return $"サービス {EventSources.ServiceOf(source)} が応答せず、すべての記録が集計に入っているか確かめられません（{e.Message}）。動いていることを確かめて、もう一度送ってください。";
            }
        }
        return null;
    }
}

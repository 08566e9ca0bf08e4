using Imizu.Contracts;
using Imizu.Contracts.Reports;

namespace Imizu.Projection.Journal;

/// <summary>Asks the sources whether all is counted that they had recorded by a moment.</summary>
public sealed class IntakeProgress(EventSources sources)
{
    /// <summary>Why something may be missing from what is counted; null where nothing is.</summary>
    /// <param name="counted">Up to where each source's events are counted.</param>
    /// <param name="asOf">The moment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<string?> Missing(IReadOnlyList<SourcePosition> counted, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        foreach (var source in EventSources.All)
        {
            try
            {
                var (next, _) = await sources.Read(source, counted.FirstOrDefault(of => of.Source == source)?.Position ?? 0, limit: 1, cancellationToken);
                if (next is [var first] && first.Time <= asOf)
                {
                    return $"サービス {EventSources.ServiceOf(source)} の記録が、まだすべては集計に入っていません。少し待って、もう一度送ってください。";
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

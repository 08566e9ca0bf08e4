using Imizu.Contracts;
using Imizu.Web.Asking;

namespace Imizu.Web.Pages.Running;

/// <summary>Whether what a service has recorded is all in the journal that reports are told from.</summary>
/// <param name="Word">What staff call the service.</param>
/// <param name="Recorded">How many events it has recorded.</param>
/// <param name="Arrived">How many of them have arrived.</param>
/// <param name="IsRight">Whether these are the same, in the same order.</param>
/// <param name="Result">The same in words.</param>
internal sealed record SourceComparison(string Word, string Recorded, string Arrived, bool IsRight, string Result)
{
    /// <summary>Compares; what cannot be asked now is said to be away.</summary>
    public static async Task<SourceComparison> Of(ServiceClient services, string service, string word, CancellationToken cancellationToken)
    {
        try
        {
            var there = await Totals("projection", $"?source=urn:imizu:{service}");
            var (upTo, all) = (await Totals(service, $"?upTo={there.Position}"), await Totals(service, ""));
            var (isSame, isErased) = (upTo.IsSameAs(there), upTo.ErasedSince is not null || there.ErasedSince is not null);
            return new(word, $"{all.Count:N0}", $"{there.Count:N0}", isSame, !isSame && isErased ? "文字の消去が届く途中です。しばらくしてから確かめてください。"
                : !isSame ? "一致しません。運用の担当者に知らせてください。"
                : all.Count > there.Count ? $"一致しています（{all.Count - there.Count:N0} 件が届く途中です）。"
                : "一致しています。");
        }
        catch (ServiceException)
        {
            return new(word, "", "", IsRight: false, "応答がありません。しばらくしてから確かめてください。");
        }

        async Task<ControlTotals> Totals(string from, string query) => await services.Find<ControlTotals>(from, $"/control-totals{query}", cancellationToken) ?? throw ServiceException.NotFound;
    }
}

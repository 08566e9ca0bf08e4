using Imizu.EventStreams;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Keeps a number from the past off a newer one.</summary>
internal sealed class NewerNumbers(PastTallies past)
{
    /// <summary>Why a body is not to be sent as it came: another number was recorded for its period since. Null where there is none.</summary>
    /// <param name="moment">When it was refused.</param>
    /// <param name="body">What came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceAwayException">It cannot be said now.</exception>
    public async Task<Refusal?> Since(DateTimeOffset moment, byte[] body, CancellationToken cancellationToken)
    {
        // What stands says the same where this very letter was taken in, and only noting it was cut off.
        if (TallyReading.Read(body).Tally is not { } tally
            || await past.Of(tally, cancellationToken) is not [.., var standing] || standing.Time <= moment || standing.Value == tally.Value)
        {
            return null;
        }
        return new Refusal("value", $"この期間（{tally.From:yyyy-MM-dd}～{tally.To:yyyy-MM-dd}）には、これが届いた後に {standing.Value} が記録されています。"
            + "不要なら破棄し、それでもこの値に置き換えるなら --over-newer（HTTP では overNewer: true）を付けて送り直してください。");
    }
}

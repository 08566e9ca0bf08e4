using Imizu.EventStreams;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>
/// What becomes of a tally at which its service fails again and again, though it is not away: a dead letter, for what comes after is not to wait
/// for ever. By HTTP somebody stands at the door and is told instead.
/// </summary>
internal sealed class LastResort(Reception reception, MeasureRegister register)
{
    /// <summary>How often a service may answer with an error of its own, while it answers others.</summary>
    private const int MostErrors = 6;

    /// <param name="arrival">The tally.</param>
    /// <param name="errors">How many attempts at it have ended with such an answer.</param>
    /// <param name="attempt">One more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceAwayException">It cannot be decided now, and is not given up yet.</exception>
    public async Task<TallyOutcome> Try(Arrival arrival, int errors, Func<Task<TallyOutcome>> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt();
        }
        catch (ServiceAwayException e) when (IsError(e))
        {
            if (errors + 1 < MostErrors || !(await register.Answering(cancellationToken)).Contains(e.Service))
            {
                throw;
            }
            return await reception.Keep(arrival, Failing(e), cancellationToken);
        }
    }

    /// <summary>Whether it is the service's own answer that it failed, and not that it is away.</summary>
    public static bool IsError(Exception e) => e is ServiceAwayException { Answered: not null };

    private static Refusal Failing(ServiceAwayException e) => new("service",
        $"サービス（{e.Service}）がこの集計の受付で {MostErrors} 回続けてエラー（{e.Answered}）を返しました。ほかの集計は受け取れています。運用者が原因を直したら、そのまま送り直せます。");
}

using Imizu.EventStreams;
using Imizu.Gateway.Doors;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.DeadLetters;

/// <summary>What came of asking something of a dead letter.</summary>
/// <param name="Letter">The letter as it is now; null where nothing came of it.</param>
/// <param name="Refusal">Why nothing came of it.</param>
/// <param name="Status">As HTTP says it.</param>
internal sealed record Handled(DeadLetter? Letter, Refusal? Refusal, int Status);

/// <summary>Sends dead letters again, by the way that every tally takes and in the name of the same sender, and discards them.</summary>
internal sealed class Resender(DeadLetterBox box, Senders senders, TallyIntake intake, TallyMetrics metrics, TimeProvider clock)
{
    private static readonly Handled Closed = new(null,
        new Refusal("state", "すでに送り直されたか、破棄されています。./imizu dead-letters show で確かめてください。"), StatusCodes.Status409Conflict);

    /// <exception cref="ServiceAwayException">It cannot be decided now; the letter waits on.</exception>
    public async Task<Handled> SendAgain(DeadLetter letter, SendAgain asked, string by, CancellationToken cancellationToken)
    {
        if (letter.State != DeadLetterState.Waiting)
        {
            return Closed;
        }
        if (letter.Sender is null || await senders.Find(letter.Sender, cancellationToken) is not { } sender)
        {
            return new(null, new Refusal("sender", "送り手が分からないか、いまは登録されていません。送り手から送り直してもらい、これは破棄してください。"), StatusCodes.Status409Conflict);
        }
        var (body, refusal) = Mending.Of(letter, asked);
        if (body is null)
        {
            return new(null, refusal, StatusCodes.Status400BadRequest);
        }
        // Named after the letter and what is sent: asked twice, or cut off before it was noted here, it is sent once.
        var outcome = await intake.Take(sender, body, SendingName.OfBody($"dead-letter {letter.Id}", body), cancellationToken);
        metrics.Became(letter.Door, outcome);
        var refused = outcome as TallyOutcome.Refused;
        var now = clock.GetUtcNow();
        var sending = new Resending(now, by, body, refused?.Refusal.Field, refused?.Refusal.Because);
        var changed = await box.Change(letter.Id, waiting => waiting with
        {
            Sendings = [.. waiting.Sendings, sending],
            State = refused is null ? DeadLetterState.SentAgain : waiting.State,
            ClosedBy = refused is null ? by : null,
            ClosedAt = refused is null ? now : null,
        }, cancellationToken);
        return refused is not null ? new(null, refused.Refusal, refused.Status) : changed is null ? Closed : new(changed, null, StatusCodes.Status200OK);
    }

    public async Task<Handled> Discard(DeadLetter letter, Discard asked, string by, CancellationToken cancellationToken)
    {
        if (PrintedText.Check("reason", asked.Reason) is { } refusal)
        {
            return new(null, refusal, StatusCodes.Status400BadRequest);
        }
        var changed = await box.Change(letter.Id, waiting => waiting with
        {
            State = DeadLetterState.Discarded, ClosedBy = by, ClosedAt = clock.GetUtcNow(), ClosedBecause = asked.Reason,
        }, cancellationToken);
        return changed is null ? Closed : new(changed, null, StatusCodes.Status200OK);
    }
}

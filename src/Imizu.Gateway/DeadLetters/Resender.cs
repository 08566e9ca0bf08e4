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
internal sealed class Resender(
    DeadLetterBox box, Senders senders, TallyIntake intake, NewerNumbers newer, TallyMetrics metrics, TimeProvider clock)
{
    /// <summary>How many sendings are kept with a letter; of older ones, nothing.</summary>
    private const int KeptSendings = 10;

    private static readonly Handled Closed = new(null,
        new Refusal("state", "すでに送り直されたか、破棄されています。./imizu dead-letters show で確かめてください。"), StatusCodes.Status409Conflict);

    private static readonly Handled InHand = new(null,
        new Refusal("state", $"いま送り直されているところです。結果を待ってください（途中で止まったときは、{Claim.Lasts.TotalMinutes:0} 分後に操作できます）。"), StatusCodes.Status409Conflict);

    /// <exception cref="ServiceAwayException">It cannot be decided now; the letter waits on.</exception>
    public async Task<Handled> SendAgain(DeadLetter letter, SendAgain asked, string by, CancellationToken cancellationToken)
    {
        if (!letter.IsFree(clock.GetUtcNow()))
        {
            return letter.IsOpen() ? InHand : Closed;
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
        var now = clock.GetUtcNow();
        var claim = new Claim(Guid.CreateVersion7(now), by, now);
        if (await box.Change(letter.Id, free => free.IsFree(claim.At) ? free with { State = DeadLetterState.Sending, Claim = claim } : null, cancellationToken) is null)
        {
            return await Lost(letter.Id, cancellationToken);
        }
        var isNoted = false;
        try
        {
            // What is in hand is carried to its end, whether or not somebody still waits for the answer.
            if (asked is { Body: null, Value: null, OverNewer: false } && await newer.Since(letter.At, body, CancellationToken.None) is { } overtaken)
            {
                return new(null, overtaken, StatusCodes.Status409Conflict);
            }
            // Named after the letter and what is sent: cut off before it was noted here and asked again, it is sent once.
            var name = SendingName.OfBody($"dead-letter {letter.Id}{(asked.OverNewer ? " over newer" : "")}", body);
            var outcome = await intake.Take(sender, body, name, CancellationToken.None);
            metrics.Became(letter.Door, outcome);
            var changed = await Note(letter.Id, claim, body, outcome);
            isNoted = true;
            return outcome is TallyOutcome.Refused refused ? new(null, refused.Refusal, refused.Status)
                : changed is null ? await Lost(letter.Id, CancellationToken.None) : new(changed, null, StatusCodes.Status200OK);
        }
        finally
        {
            if (!isNoted)
            {
                await LetGo(letter.Id, claim);
            }
        }
    }

    public async Task<Handled> Discard(DeadLetter letter, Discard asked, string by, CancellationToken cancellationToken)
    {
        if (PrintedText.Check("reason", asked.Reason) is { } refusal)
        {
            return new(null, refusal, StatusCodes.Status400BadRequest);
        }
        var now = clock.GetUtcNow();
        var changed = await box.Change(letter.Id, free => !free.IsFree(now) ? null : free with
        {
            State = DeadLetterState.Discarded, Claim = null, ClosedBy = by, ClosedAt = now, ClosedBecause = asked.Reason,
        }, cancellationToken);
        return changed is null ? await Lost(letter.Id, cancellationToken) : new(changed, null, StatusCodes.Status200OK);
    }

    private Task<DeadLetter?> Note(string id, Claim claim, byte[] body, TallyOutcome outcome)
    {
        var (now, refusal) = (clock.GetUtcNow(), (outcome as TallyOutcome.Refused)?.Refusal);
        var sending = new Resending(now, claim.By, DeadLetterBox.KeptOf(body), refusal?.Field, refusal?.Because);
        return box.Change(id, held => held.Claim?.Id != claim.Id ? null : held with
        {
            Sendings = [.. held.Sendings.TakeLast(KeptSendings - 1), sending],
            Claim = null,
            State = refusal is null ? DeadLetterState.SentAgain : DeadLetterState.Waiting,
            ClosedBy = refusal is null ? claim.By : null,
            ClosedAt = refusal is null ? now : null,
        }, CancellationToken.None);
    }

    private async Task LetGo(string id, Claim claim)
    {
        try
        {
            await box.Change(id, held => held.Claim?.Id != claim.Id ? null : held with { State = DeadLetterState.Waiting, Claim = null }, CancellationToken.None);
        }
        catch (Exception e) when (Away.IsDatabase(e))
        {
            // The claim ends by itself.
        }
    }

    private async Task<Handled> Lost(string id, CancellationToken cancellationToken) =>
        await box.Find(id, cancellationToken) is { } letter && letter.IsOpen() ? InHand : Closed;
}

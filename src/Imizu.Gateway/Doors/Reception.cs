using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Gateway.DeadLetters;
using Imizu.Gateway.Tallies;

namespace Imizu.Gateway.Doors;

/// <summary>What every door does with a tally that came.</summary>
internal sealed class Reception(Senders senders, TallyIntake intake, DeadLetterBox letters, TallyMetrics metrics)
{
    /// <summary>Takes it in; what is refused is kept as a dead letter, for there is nobody at the door to be told.</summary>
    /// <exception cref="ServiceAwayException">It cannot be decided now; the same has to be brought again.</exception>
    public async Task<TallyOutcome> TakeOrKeep(Arrival arrival, CancellationToken cancellationToken)
    {
        var outcome = await Take(arrival, cancellationToken);
        if (outcome is TallyOutcome.Refused refused)
        {
            await letters.Keep(arrival, refused.Refusal, cancellationToken);
        }
        return outcome;
    }

    /// <summary>Keeps what is not handed on at all.</summary>
    public async Task<TallyOutcome> Keep(Arrival arrival, Refusal refusal, CancellationToken cancellationToken)
    {
        await letters.Keep(arrival, refusal, cancellationToken);
        var outcome = new TallyOutcome.Refused(refusal, StatusCodes.Status409Conflict);
        Became(arrival.Door, outcome);
        return outcome;
    }

    /// <summary>Takes it in, or says to whoever stands there why not.</summary>
    /// <inheritdoc cref="TakeOrKeep" path="/exception" />
    public async Task<TallyOutcome> Take(Arrival arrival, CancellationToken cancellationToken)
    {
        var outcome = await Judge(arrival, cancellationToken);
        Became(arrival.Door, outcome);
        return outcome;
    }

    private void Became(string door, TallyOutcome outcome)
    {
        metrics.Became(door, outcome);
        ArrivalSpan.Became(outcome);
    }

    /// <summary>A sender by AMQP has no Idempotency-Key: it is told of what it has.</summary>
    private async Task<TallyOutcome> Judge(Arrival arrival, CancellationToken cancellationToken) =>
        await Decide(arrival, cancellationToken) switch
        {
            TallyOutcome.Refused { Refusal.Field: RequestHeaders.IdempotencyKey } reused when arrival.Door == Door.Amqp => reused with
            {
                Refusal = new Refusal("message-id", "この message-id は、先に別の内容で使われています。新しい内容には新しい message-id を付けて送ってください。"),
            },
            var outcome => outcome,
        };

    private async Task<TallyOutcome> Decide(Arrival arrival, CancellationToken cancellationToken) =>
        arrival.Sender is null ? Unknown("送り手が分かりません。プロパティ user-id に、接続に使った名前を入れて送ってください。")
        : await senders.Find(arrival.Sender, cancellationToken) is { } sender
            ? arrival.HashOfAll is not null ? new TallyOutcome.Refused(TallyReading.TooLarge(arrival.Size), StatusCodes.Status400BadRequest) : await intake.Take(sender, arrival.Body, arrival.Key, cancellationToken)
        : Unknown($"「{Foreign.Shown(arrival.Sender)}」という送り手の登録はありません。送信用のアカウントの名前で送ってください。");

    private static TallyOutcome.Refused Unknown(string because) => new(new Refusal("user-id", because), StatusCodes.Status403Forbidden);
}

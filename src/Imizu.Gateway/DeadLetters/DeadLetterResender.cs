using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.Gateway.Tallies;
using static Imizu.Gateway.Tallies.TallyOutcome;

namespace Imizu.Gateway.DeadLetters;

/// <summary>Sends dead letters again, in the name of their sender and by the one way of every tally, and discards them.</summary>
internal sealed class DeadLetterResender(DeadLetterStore store, TallyIntake intake, TimeProvider clock)
{
    /// <summary>How many attempts are kept with a letter.</summary>
    private const int KeptSendings = 10;

    /// <returns>Why it was refused; null where it was taken in.</returns>
    /// <exception cref="ServiceUnavailableException">Nothing is decided; it can be sent again.</exception>
    public Task<Refused?> SendAgain(string id, SendAgain request, string by) => Handle(id, async letter =>
    {
        var (body, wrong) = Corrected(letter, request);
        if (body is not null && request is { Body: null, Value: null, OverNewer: false })
        {
            wrong = await Newer(letter, body);
        }
        if (body is null || wrong is not null)
        {
            return (null, wrong);
        }
        // The key is of the letter and the body: sent again after an interruption, it is recorded once.
        var key = IdempotencyKeys.OfBody($"dead-letter {letter.Id}{(request.OverNewer ? " over newer" : "")}", body);
        var refused = await intake.Take(IncomingTally.Of(letter.Door, letter.Sender, body, key, letter.MessageId), CancellationToken.None) as Refused;
        var now = clock.GetUtcNow();
        var noted = letter with
        {
            Sendings = [.. letter.Sendings.TakeLast(KeptSendings - 1), new Resending(now, by, IncomingTally.KeptOf(body), refused?.Refusal.Field, refused?.Refusal.Because)],
        };
        return (refused is null ? noted with { State = DeadLetterState.SentAgain, ClosedBy = by, ClosedAt = now } : noted, refused);
    });

    /// <inheritdoc cref="SendAgain" path="/returns" />
    public Task<Refused?> Discard(string id, Discard request, string by) => Handle(id, letter => Task.FromResult<(DeadLetter?, Refused?)>(
        PrintedText.Check("reason", request.Reason) is { } refusal
            ? (null, new Refused(refusal, StatusCodes.Status400BadRequest))
            : (letter with { State = DeadLetterState.Discarded, ClosedBy = by, ClosedAt = clock.GetUtcNow(), ClosedBecause = request.Reason }, null)));

    private async Task<Refused?> Handle(string id, Func<DeadLetter, Task<(DeadLetter? Changed, Refused? Refused)>> handle)
    {
        Refused? refused = null;
        var isAlone = await store.Exclusively(id, async letter =>
        {
            (var changed, refused) = letter.IsOpen() ? await handle(letter) : (null, Conflict("state", "すでに送り直されたか、破棄されています。読み直して確かめてください。"));
            return changed;
        });
        return isAlone ? refused : Conflict("state", "いま送り直されているところです。結果を待ってください。");
    }

    /// <summary>What is sent in place of a letter, or why there is nothing.</summary>
    private static (byte[]? Body, Refused? Refused) Corrected(DeadLetter letter, SendAgain request) => request switch
    {
        { Body: not null, Value: not null } => (null, Invalid("value", "body と value は、どちらか一つにしてください。")),
        { Body: { } body } => (Encoding.UTF8.GetBytes(body), null),
        _ when letter.IsCut() => (null, Invalid("body", "大きすぎて初めしか残っていません。body に全体を入れて送ってください。")),
        { Value: { } value } => WithValue(letter.Body, value) is { } corrected
            ? (corrected, null)
            : (null, Invalid("value", "届いたものが JSON のオブジェクトとして読めないので、value だけは直せません。body に全体を入れて送ってください。")),
        _ => (letter.Body, null),
    };

    private static byte[]? WithValue(byte[] body, decimal value)
    {
        try
        {
            // A duplicate member is left to be refused.
            if (JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is not JsonObject tally)
            {
                return null;
            }
            tally["value"] = value;
            return Encoding.UTF8.GetBytes(tally.ToJsonString(ContractJson.Options));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Refuses what would replace a value that was recorded since; an equal one may be this letter's own, recorded before an interruption.</summary>
    private async Task<Refused?> Newer(DeadLetter letter, byte[] body) =>
        Tally.Read(body).Tally is { } tally && await intake.Recorded(tally, CancellationToken.None) is [.., var standing] && standing.Time > letter.At && standing.Value != tally.Value
            ? Conflict("value", $"この期間（{tally.From:yyyy-MM-dd}～{tally.To:yyyy-MM-dd}）には、これが届いた後に {standing.Value} が記録されています。"
                + "不要なら破棄し、それでもこの値に置き換えるなら、後から届いた値も置き換えると指定して（overNewer、コマンドでは --over-newer）送り直してください。")
            : null;

    private static Refused Conflict(string field, string because) => new(new Refusal(field, because), StatusCodes.Status409Conflict);

    private static Refused Invalid(string field, string because) => new(new Refusal(field, because), StatusCodes.Status400BadRequest);
}

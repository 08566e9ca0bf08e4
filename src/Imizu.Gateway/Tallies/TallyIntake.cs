using Imizu.Contracts.FieldTallies;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.EventStreams.Storage;
using Imizu.Gateway.Accounts;
using Imizu.Gateway.DeadLetters;
using Polly;
using Polly.Retry;
using static Imizu.Gateway.Tallies.TallyOutcome;

namespace Imizu.Gateway.Tallies;

/// <summary>The one way of a tally, whatever it came by: it is read, authorized, and handed on to its measure.</summary>
internal sealed partial class TallyIntake(
    AccountStore accounts, Measures measures, MeasureClient service, DeadLetterStore letters, TallyTelemetry telemetry, TimeProvider clock, ILogger<TallyIntake> log)
{
    /// <summary>How many errors of community building's own one tally may cause before it becomes a dead letter.</summary>
    private const int MostErrors = 6;

    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(Outage.Is),
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(10),
        MaxRetryAttempts = int.MaxValue,
        OnRetry = attempt =>
        {
            LogWaiting(log, attempt.Outcome.Exception is ServiceUnavailableException e ? e.Message : "The database does not answer.", attempt.RetryDelay.TotalSeconds);
            return default;
        },
    }).Build();

    /// <summary>Decides a tally now; what is refused is answered, and not kept.</summary>
    /// <exception cref="ServiceUnavailableException">Nothing is decided; it can be sent again.</exception>
    public async Task<TallyOutcome> Take(IncomingTally incoming, CancellationToken cancellationToken)
    {
        var outcome = await Decide(incoming, cancellationToken);
        if (!incoming.IsDryRun)
        {
            telemetry.Decided(incoming.Transport, outcome);
        }
        return outcome;
    }

    /// <summary>Decides a tally once community building and the database answer; what is refused is kept as a dead letter.</summary>
    /// <exception cref="OperationCanceledException">They did not in time; nothing is decided.</exception>
    public async Task<TallyOutcome> TakeOrKeep(IncomingTally incoming, CancellationToken cancellationToken)
    {
        var errors = 0;
        return await _retry.ExecuteAsync(async cancelled =>
        {
            TallyOutcome outcome;
            try
            {
                outcome = await Overtaken(incoming, cancelled) is { } undecidable ? new Refused(undecidable, StatusCodes.Status409Conflict) : await Decide(incoming, cancelled);
            }
            catch (ServiceUnavailableException e) when (e.StatusCode is { } status && ++errors >= MostErrors)
            {
                // It answers what others ask, so that it is this tally that it fails for.
                await measures.Now(cancelled);
                outcome = new Refused(Failing((int)status), StatusCodes.Status409Conflict);
            }
            if (outcome is Refused { Refusal: var refusal })
            {
                await letters.Keep(incoming, refusal, cancelled);
            }
            telemetry.Decided(incoming.Transport, outcome);
            return outcome;
        }, cancellationToken);
    }

    private async Task<TallyOutcome> Decide(IncomingTally incoming, CancellationToken cancellationToken)
    {
        var account = incoming is { IsOfStaff: false, Sender: { } name } ? await accounts.Find(name, cancellationToken) : null;
        if (account is not { Kind: AccountKind.Sender } && !incoming.IsOfStaff)
        {
            return new Refused(Unknown(incoming.Sender), StatusCodes.Status403Forbidden);
        }
        if (incoming.Read is not ({ } tally, _))
        {
            return new Refused(incoming.Read.Refusal!, StatusCodes.Status400BadRequest);
        }
        var (measure, refusal) = Check(await measures.Known(cancellationToken));
        if (measure is null)
        {
            // It may just have been registered.
            (measure, refusal) = Check(await measures.Now(cancellationToken));
        }
        return measure is null
            ? new Refused(refusal!, StatusCodes.Status400BadRequest)
            : await service.Send(measure, tally, incoming.Sender!, incoming.Key, incoming.IsDryRun, cancellationToken) switch
            {
                // What an AMQP sender set is the message-id.
                Refused { Refusal.Field: RequestHeaders.IdempotencyKey } reused when incoming.Transport == TallyTransport.Amqp => reused with { Refusal = KeyReused },
                var outcome => outcome,
            };

        (RegisteredMeasure? Measure, Refusal? Refusal) Check(IReadOnlyList<RegisteredMeasure> known) =>
            TallyAuthorization.Check(tally, account?.Programmes ?? [.. known.Select(one => one.Programme).Distinct()], known);
    }

    /// <summary>
    /// Of a message without message-id that is delivered again, and whose value was recorded and replaced since, nobody can say whether it is the
    /// old one or a correction back to it.
    /// </summary>
    private async Task<Refusal?> Overtaken(IncomingTally incoming, CancellationToken cancellationToken) =>
        incoming is { IsAgain: true, MessageId: null, Read.Tally: { } tally } && await Recorded(tally, cancellationToken) is [.., var standing] entries
        && standing.Value != tally.Value && entries.Any(entry => entry.Actor == incoming.Sender && entry.Value == tally.Value)
            ? new Refusal("message-id", $"配送し直された集計で、message-id がないため、先に記録した {tally.Value} と同じ送信か、新しい送信かを見分けられません（いまの値は {standing.Value} です）。"
                + "新しい送信なら、後から届いた値も置き換えると指定して（overNewer、コマンドでは --over-newer）送り直し、同じ送信なら破棄してください。")
            : null;

    /// <summary>The values that are recorded for a tally's measure and period, oldest first.</summary>
    public async Task<IReadOnlyList<RecordedTally>> Recorded(Tally tally, CancellationToken cancellationToken) =>
        Measures.Named(tally, await measures.Now(cancellationToken)) is [var measure, ..] ? await service.Recorded(measure, tally, cancellationToken) : [];

    private static Refusal Unknown(string? sender) => new("user-id", sender is null
        ? "送り手が分かりません。プロパティ user-id に、接続に使った名前を入れて送ってください。"
        : $"「{UntrustedText.Sanitize(sender)}」という送り手の登録はありません。送信用のアカウントの名前で送ってください。");

    private static Refusal KeyReused { get; } = new("message-id", "この message-id は、先に別の内容で使われています。新しい内容には新しい message-id を付けて送ってください。");

    private static Refusal Failing(int status) => new("service",
        $"サービス（{MeasureClient.Service}）がこの集計の受付で {MostErrors} 回続けてエラー（{status}）を返しました。ほかの集計は受け取れています。運用者が原因を直したら、そのまま送り直せます。");

    [LoggerMessage(EventId = 3120, Level = LogLevel.Warning, Message = "Processing a tally failed: {Because} Retrying in {Seconds} s")]
    private static partial void LogWaiting(ILogger log, string because, double seconds);
}

using System.Diagnostics;
using System.Security.Cryptography;
using Imizu.Gateway.Tallies;
using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>
/// Takes in one file. It is put away last: cut off anywhere before, it is begun anew, each row under the same name as before, and so
/// recorded once.
/// </summary>
internal sealed partial class InboxFile(
    IOptions<InboxOptions> options, Senders senders, Reception reception, LastResort last, InboxPlacing placing, ILogger<InboxFile> log)
{
    private const string Result = "result.csv", Why = "why.txt";

    /// <summary>Whether a file is what this door lays into a sender's folder.</summary>
    public static bool IsAnswer(string name) => name.EndsWith($".{Result}", StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Why}", StringComparison.OrdinalIgnoreCase);

    /// <param name="file">Which.</param>
    /// <param name="order">What of its sender's waits.</param>
    /// <param name="errors">How many attempts at it have ended with a service's error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceAwayException">It cannot be decided now; the file stays where it is.</exception>
    public async Task Take(ClaimedFile file, InboxOrder order, int errors, CancellationToken cancellationToken)
    {
        order.Enter(file.Name);
        using var span = ArrivalSpan.OfFile();
        try
        {
            await TakeAll(file, order, errors, span, cancellationToken);
        }
        catch (Exception e)
        {
            span.Failed(e, cancellationToken);
            throw;
        }
    }

    private async Task TakeAll(ClaimedFile file, InboxOrder order, int errors, Activity? span, CancellationToken cancellationToken)
    {
        if (InboxPlacing.IsDecided(file, InboxDesk.Taken, Result))
        {
            order.Leave(file.Name);
            await placing.PutAway(file, InboxDesk.Taken, Result, "", cancellationToken);
            return;
        }
        if (await senders.Find(file.Desk.Sender, cancellationToken) is not { } sender)
        {
            await Refuse(file, order, $"フォルダーの名前「{Foreign.Shown(file.Desk.Sender)}」の送り手は登録されていません。送信用のアカウントの名前のフォルダーに入れてください。", cancellationToken);
            return;
        }
        var (bytes, unreadable) = await InboxBytes.Read(file.Path, options.Value.LargestFile, cancellationToken);
        var (rows, wrong) = bytes is null ? (null, unreadable) : TallySheet.Read(Path.GetExtension(file.Name), bytes);
        if (rows is null)
        {
            await Refuse(file, order, wrong!, cancellationToken);
            return;
        }
        if (order.Has(file.Name, rows.Select(row => TallyReading.Read(row.Body).Tally?.Measure).OfType<string>()))
        {
            return;
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes!));
        var outcomes = new TallyOutcome[rows.Count];
        await ByMeasure.Each([.. rows.Select(row => (ReadOnlyMemory<byte>)row.Body)], async place =>
        {
            var number = rows[place].Number;
            using var row = ArrivalSpan.OfRow(number, span);
            var arrival = new Arrival(Door.File, sender.Name, rows[place].Body, SendingName.OfLine($"file {name}", number), $"{file.Given}#{number}");
            outcomes[place] = await last.Try(arrival, errors, () => reception.TakeOrKeep(arrival, cancellationToken), cancellationToken);
        }, cancellationToken);
        order.Leave(file.Name);
        await placing.PutAway(file, InboxDesk.Taken, Result, InboxResult.Of(rows, outcomes), cancellationToken);
        var refused = outcomes.Count(outcome => outcome is TallyOutcome.Refused);
        span.Became(rows.Count, refused);
        LogTaken(sender.Name, rows.Count, refused);
    }

    private async Task Refuse(ClaimedFile file, InboxOrder order, string why, CancellationToken cancellationToken)
    {
        order.Leave(file.Name);
        await placing.PutAway(file, InboxDesk.Refused, Why, why + "\n", cancellationToken);
        LogRefused();
    }

    [LoggerMessage(EventId = 3111, Level = LogLevel.Information, Message = "A file of {Sender} was taken: {Rows} rows, {Refused} refused")]
    private partial void LogTaken(string sender, int rows, int refused);

    [LoggerMessage(EventId = 3112, Level = LogLevel.Warning, Message = "A file could not be read as a whole; why is beside it, in the folder refused")]
    private partial void LogRefused();
}

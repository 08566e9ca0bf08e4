using System.Security.Cryptography;
using System.Text;
using Imizu.Gateway.Tallies;
using Microsoft.Extensions.Options;

namespace Imizu.Gateway.Doors;

/// <summary>
/// Takes in one file. It is moved away last: cut off anywhere before, it is begun anew, each row under the same name as before, and so
/// recorded once.
/// </summary>
internal sealed partial class InboxFile(
    IOptions<InboxOptions> options, Senders senders, Reception reception, ILogger<InboxFile> log)
{
    /// <exception cref="ServiceAwayException">It cannot be decided now; the file stays.</exception>
    public async Task Take(string senderName, FileInfo file, CancellationToken cancellationToken)
    {
        if (await senders.Find(senderName, cancellationToken) is not { } sender)
        {
            await Refuse(file, $"フォルダーの名前「{Foreign.Shown(senderName)}」の送り手は登録されていません。送信用のアカウントの名前のフォルダーに入れてください。", cancellationToken);
            return;
        }
        if (file.Length > options.Value.LargestFile)
        {
            await Refuse(file, $"大きすぎます（{file.Length:N0} バイト、上限 {options.Value.LargestFile:N0} バイト）。分けて入れてください。", cancellationToken);
            return;
        }
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var (rows, unreadable) = TallySheet.Read(file.Extension, bytes);
        if (rows is null)
        {
            await Refuse(file, unreadable!, cancellationToken);
            return;
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var outcomes = new TallyOutcome[rows.Count];
        await ByMeasure.Each([.. rows.Select(row => (ReadOnlyMemory<byte>)row.Body)], async place => outcomes[place] = await reception.TakeOrKeep(
            new Arrival(Door.File, sender.Name, rows[place].Body, SendingName.OfLine($"file {name}", rows[place].Number), $"{file.Name}#{rows[place].Number}"),
            cancellationToken), cancellationToken);
        await MoveWith(file, "taken", $"{name[..8]}.result.csv", InboxResult.Of(rows, outcomes), cancellationToken);
        var refused = outcomes.Count(outcome => outcome is TallyOutcome.Refused);
        LogTaken(sender.Name, rows.Count, refused);
    }

    private async Task Refuse(FileInfo file, string why, CancellationToken cancellationToken)
    {
        await MoveWith(file, "refused", "why.txt", why + "\n", cancellationToken);
        LogRefused();
    }

    /// <summary>The text first, whole or not at all, then the file: what lies in the other folder has its text beside it.</summary>
    private static async Task MoveWith(FileInfo file, string folder, string ending, string text, CancellationToken cancellationToken)
    {
        var there = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, folder)).FullName;
        var (beside, half) = (Path.Combine(there, $"{file.Name}.{ending}"), Path.Combine(there, $".{file.Name}.half"));
        // With the mark that Excel in Japan needs.
        await File.WriteAllTextAsync(half, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), cancellationToken);
        File.Move(half, beside, overwrite: true);
        File.Move(file.FullName, Path.Combine(there, file.Name), overwrite: true);
    }

    [LoggerMessage(EventId = 3111, Level = LogLevel.Information, Message = "A file of {Sender} was taken: {Rows} rows, {Refused} refused")]
    private partial void LogTaken(string sender, int rows, int refused);

    [LoggerMessage(EventId = 3112, Level = LogLevel.Warning, Message = "A file could not be read as a whole; why is beside it, in the folder refused")]
    private partial void LogRefused();
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.Web.Asking;
using Imizu.Web.Recording;

namespace Imizu.Web.Importing;

/// <summary>Checks the rows of an import against the services' rules, or records them: some at a time, so that it is seen how far it is, and gone on with after an interruption.</summary>
internal sealed partial class ImportSteps(ServiceClient services, References references, TimeProvider clock)
{
    private const int RowsAtOnce = 100, AtOnce = 4;

    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    /// <summary>Gives the next rows their turn.</summary>
    /// <exception cref="ServiceException">A service is away; the rows have their turn later.</exception>
    public async Task Step(Import import, CancellationToken cancellationToken)
    {
        var next = import.Rows.Where(row => !row.IsDone).Take(RowsAtOnce);
        // What is about the same keeps its order.
        var streams = next.GroupBy(row => import.NumberOf(row) is { Length: > 0 } number ? number : $"\n{row.Number}").ToList();
        await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (rows, cancelled) =>
        {
            foreach (var row in rows)
            {
                row.Forget();
                await Send(import, row, cancelled);
                row.IsDone = true;
            }
        });
    }

    private async Task Send(Import import, ImportRow row, CancellationToken cancellationToken)
    {
        var commands = import.CommandsOf(row, clock.Today());
        if (commands.Count == 0)
        {
            row.Wrong.Add((null, "記録するものがありません。"));
            return;
        }

        if (commands[0].Recording.Begins && import.Kind.IsNamedByCode && import.NumberOf(row).Length == 0)
        {
            row.Wrong.Add((import.ColumnOfNumber, "符号がありません。英小文字、数字、ハイフンで付けてください。"));
            return;
        }

        var (id, because) = commands[0].Recording.Begins ? (import.NewIdOf(row), null) : await Existing(import, import.NumberOf(row), cancellationToken);
        if (because is not null)
        {
            row.Wrong.Add((import.ColumnOfNumber, because));
            return;
        }

        foreach (var (recording, body) in commands)
        {
            foreach (var (field, wrong) in await references.Resolve(recording, body, cancellationToken) is { } unknown ? Checked(unknown).Errors : NoErrors)
            {
                row.Wrong.Add((import.ColumnOf(recording, field), wrong[0]));
            }
        }

        // What is there as often as rows until this one say it is passed over, whoever recorded it.
        var there = (await services.Find<HistoryAnswer>(import.Kind.Service, import.Kind.Path(id), cancellationToken))?.Entries.Where(entry => !entry.Retracted).ToList() ?? [];
        commands = [.. commands.Where(command => there.Count(entry => entry.Type == command.Recording.Type && Says(entry.Data, command.Body)) < row.Occurrence)];
        row.IsThere = commands.Count == 0;
        if (row.Wrong.Count > 0 || row.IsThere)
        {
            return;
        }

        var several = new JsonArray([.. commands.Select(command => new JsonObject { ["what"] = command.Recording.What, ["command"] = command.Body })]);
        var (recorded, problem) = await services.Post(import.Kind.Service, $"{import.Kind.Path(id)}/entries", several, import.KeyOf(row, id, several), version: null, isConfirmed: false, cancellationToken, isDryRun: import.Stage == ImportStage.Checking);
        row.Warnings.AddRange(recorded?.Warnings.Select(warning => warning.Because) ?? []);
        row.IsThere = recorded is { Entries.Count: 0 };
        if (problem is { Errors.Count: 0 })
        {
            row.Wrong.Add((null, Checked(problem).Title));
        }

        foreach (var (place, wrong) in problem is null ? NoErrors : Checked(problem).Errors)
        {
            var (number, field) = NumberedField().Match(place) is { Success: true } found ? (int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), found.Groups[2].Value) : (0, "");
            row.Wrong.Add((import.ColumnOf(commands[number].Recording, field), problem!.AsksToConfirm ? "個人が分かるような文字があります。その文字を除くか、この行だけを画面から記録してください。" : wrong[0]));
        }
    }

    /// <summary>The id of what a number or a name means: what an earlier import has given it, or what the service's list has under it.</summary>
    private async Task<(string Id, string? Because)> Existing(Import import, string number, CancellationToken cancellationToken)
    {
        if (number.Length == 0)
        {
            return ("", "番号か名称がありません。どの記録のものか、書いてください。");
        }

        if (!import.Known.TryGetValue(number, out var known))
        {
            var earlier = import.EarlierIdOf(number);
            // A number of the service's own means that.
            (string Id, string? Because)? listed = OwnNumber().IsMatch(number) ? await references.Identify(import.Kind, number, cancellationToken) : null;
            known = listed is { Because: null } own ? own : await services.Find<HistoryAnswer>(import.Kind.Service, import.Kind.Path(earlier), cancellationToken) is not null ? (earlier, null)
                : listed ?? await references.Identify(import.Kind, number, cancellationToken);
            if (known.Because is null)
            {
                import.Known[number] = known;
            }
        }

        return known;
    }

    private static bool Says(JsonElement recorded, JsonObject body) => body.All(member => member.Value is not null && recorded.TryGetProperty(member.Key, out var there)
        && (JsonNode.DeepEquals(JsonNode.Parse(there.GetRawText()), member.Value) || (JapaneseDay.TryRead($"{member.Value}", out var day, out _) && $"{there}" == $"{day:yyyy-MM-dd}")));

    // A service that is away, or that whoever asks may ask no longer, says nothing of the row.
    private static Problem Checked(Problem problem) =>
        problem.Status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden ? throw new ServiceException(problem.Status, problem) : problem;

    [GeneratedRegex(@"\A[RHSrhs][0-9]+-[0-9]+\z")]
    private static partial Regex OwnNumber();

    [GeneratedRegex(@"\A\[([0-9]+)\]\.(.+)\z")]
    private static partial Regex NumberedField();
}

using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Imizu.EventStreams;
using Imizu.EventStreams.Storage;
using Imizu.Projection.Evidence;
using Imizu.Projection.Facts;
using Imizu.Projection.Figures;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Journal;
using Imizu.Projection.Report;
using Npgsql;
using static Imizu.Projection.FiscalYears.FiscalYearCommand;

namespace Imizu.Projection.Editions;

/// <summary>Composes a year's next edition: what the report in all its forms says now, and what that is otherwise than in the edition before.</summary>
public sealed class EditionDrafts(
    NpgsqlDataSource database, YearFiguresReader figures, ReportForms forms, ChangesReader changes, IntakeProgress intake, StreamStore streams, TimeProvider clock)
{
    /// <summary>The most events that an edition names.</summary>
    private const int MostEvents = 1000;

    /// <summary>Completes a command with the edition that it is about, which is stored where the command is not refused.</summary>
    internal async Task<T> Complete<T>(string id, T command, OtherStreams others, CancellationToken cancellationToken)
        where T : EditionCommand
    {
        var year = new FiscalYear(int.Parse(id));
        var history = await History(id, cancellationToken);
        var plan = history.State(FiscalYearEndpoints.Definition);
        var now = clock.GetUtcNow();
        var (earlier, fault) = await EditionTable.ReadAll(database, year, plan.Editions, cancellationToken);
        fault ??= await CountedByOtherRules(cancellationToken) ?? (command is RequestClose or RequestCorrection ? null : await intake.Missing(cancellationToken));
        if (fault is not null)
        {
            return command with { Year = year, Obstacle = fault };
        }
        var draft = await Compose(year, plan, earlier, command.Actor, now, cancellationToken);
        if (command is ApproveCorrection && draft.Changes is { } moved)
        {
            draft = await Explained(draft, await WithoutErased(moved, history, cancellationToken), year, earlier[^1].AsOf, cancellationToken);
        }
        var content = EditionJson.Of(draft);
        if (command is Close or ApproveCorrection)
        {
            others.WriteBeside(session => EditionTable.Insert(session, year, draft.Number, content));
        }
        return command with { Year = year, Hash = EditionJson.HashOf(content), Changes = draft.Changes };
    }

    /// <summary>What a further edition would say otherwise than the latest one, without events; null where there is none. Else why that cannot be told.</summary>
    internal async Task<(EditionDifferences? Due, string? Fault)> Due(FiscalYear year, CancellationToken cancellationToken)
    {
        var plan = (await History($"{year.Year}", cancellationToken)).State(FiscalYearEndpoints.Definition);
        var (earlier, fault) = await EditionTable.ReadAll(database, year, plan.Editions, cancellationToken);
        fault ??= await CountedByOtherRules(cancellationToken);
        return fault is not null ? (null, fault)
            : (await Compose(year, plan, earlier, approvedBy: "", clock.GetUtcNow(), cancellationToken)).Changes is { } due ? (due with { To = null }, null) : (null, null);
    }

    /// <summary>Why what is counted is nothing for an edition: an earlier build has counted it, and this one has not ended counting it anew.</summary>
    private async Task<string?> CountedByOtherRules(CancellationToken cancellationToken) => await FactGenerations.LiveVersion(database, cancellationToken) < FigureCatalog.Version
        ? "集計を新しい規則で数え直しています。終わるのを待って（再集計・突合）、もう一度送ってください。" : null;

    /// <summary>
    /// Where texts were erased, what earlier editions said in words is not said again: it may be what was erased. What it was can be read there, as long as that edition is.
    /// </summary>
    private async Task<EditionDifferences> WithoutErased(EditionDifferences moved, History history, CancellationToken cancellationToken) =>
        history.Entries.Any(entry => entry.Data is TextRedacted) || await Redactions.AreAny(database, cancellationToken)
            ? moved with { Texts = [.. moved.Texts.Select(text => text with { From = [] })] } : moved;

    private Task<History> History(string id, CancellationToken cancellationToken) => streams.Read(FiscalYearEndpoints.Definition.NameOf(id), cancellationToken);

    private async Task<Edition> Compose(FiscalYear year, FiscalYearPlan plan, IReadOnlyList<Edition> earlier, string approvedBy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var counted = await figures.Read(year, now, cancellationToken);
        var number = plan.Editions + 1;
        var name = Edition.NameOf(number);
        var draft = new Edition(
            year.Year, number, name, now, approvedBy, plan.RequestedBy, plan.Request?.Reason, FigureCatalog.Version, counted.Standing.Sources,
            [.. counted.Cells.Where(cell => cell.Value != 0).OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => new EditionFigure(cell.Key, cell.Value))],
            [.. YearReports.Compose(forms.All, counted, plan, now, earlier).Select(report => report with { Edition = name })]);
        return earlier is [.., var before]
            ? draft with { Changes = EditionComparison.Of(before, draft, counted, await figures.ReadNames(year, before.AsOf, cancellationToken)) } : draft;
    }

    /// <summary>With the events that moved each figure since the edition before, as far as they are not too many.</summary>
    private async Task<Edition> Explained(Edition draft, EditionDifferences moved, FiscalYear year, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var moving = (await changes.Read(year, from, draft.AsOf, limit: int.MaxValue, cancellationToken)).Cells.ToDictionary(cell => cell.Key, cell => cell.Events);
        var (cells, total) = (new List<CellChange>(), 0);
        foreach (var cell in moved.Cells)
        {
            var events = moving.GetValueOrDefault(cell.Key) ?? [];
            cells.Add(cell with { Events = [.. events.Take(Math.Max(0, MostEvents - total))] });
            total += events.Count;
        }
        return draft with { Changes = moved with { Cells = cells }, EventsLeftOut = Math.Max(0, total - MostEvents) };
    }
}

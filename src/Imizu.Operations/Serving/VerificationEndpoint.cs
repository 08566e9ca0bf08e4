using Imizu.Contracts.Access;
using Imizu.Contracts.Replays;
using Imizu.Operations.Verifying;

namespace Imizu.Operations.Serving;

/// <summary>The result of a verification.</summary>
/// <param name="Sources">Each source against the journal.</param>
/// <param name="Figures">The live figures against a fresh count of the journal.</param>
/// <param name="Editions">The stored editions against their announced hashes.</param>
/// <param name="AccessLogs">The access logs against their own hashes.</param>
internal sealed record Verification(
    IReadOnlyList<VerifiedSource> Sources, VerifiedFigures Figures, IReadOnlyList<VerifiedEdition> Editions, IReadOnlyList<CheckedAccessLog> AccessLogs)
{
    public bool IsProven => Figures.AreEqual && Sources.All(source => source.IsEqual) && Editions.All(edition => edition.Fault is null) && AccessLogs.All(log => log.Fault is null);
}

/// <param name="Events">How many events both have, up to the journal's head.</param>
/// <param name="Lag">How many more the source has; the journal is about to follow.</param>
/// <param name="FirstDifference">The first position up to which the two have different events.</param>
internal sealed record VerifiedSource(string Service, long Position, long Events, bool IsEqual, long Lag, long? FirstDifference);

/// <param name="Outcome">How the fresh count ended.</param>
/// <param name="Differences">The cells that differ.</param>
/// <param name="Failure">Why it was not counted to the end; null where it was.</param>
internal sealed record VerifiedFigures(string Outcome, long Events, int Cells, bool AreEqual, IReadOnlyList<CellDifference> Differences, string? Failure);

/// <param name="Fault">Why the stored edition is not the announced one; null where it is.</param>
/// <param name="Moved">The keys of the figures that a further edition (訂正版) would have otherwise.</param>
internal sealed record VerifiedEdition(int FiscalYear, int Number, string Hash, string? Fault, IReadOnlyList<string> Moved);

/// <summary><c>POST /verification</c>: proves that what is derived has all that was recorded, as <c>imizu verify</c> does; 409 where it has not.</summary>
internal static class VerificationEndpoint
{
    public static void MapVerification(this IEndpointRouteBuilder app) =>
        app.MapOperation("/verification", Right.Verify, Verify);

    private static async Task<IResult> Verify(StackServices stack, CancellationToken cancellationToken)
    {
        using var http = stack.Client(Proof.RequestTimeout);
        var proof = new Proof(stack.Addresses, http);
        var sources = (await proof.SourcesAsync(cancellationToken)).Select(source => new VerifiedSource(
            source.Service, source.Position, source.Pair.Source.Count, source.FirstDifference is null, source.Lag, source.FirstDifference?.Position));
        var counted = await proof.FiguresAsync(cancellationToken).LastAsync(cancellationToken);
        var editions = (await proof.EditionsAsync(cancellationToken)).Select(of => new VerifiedEdition(
            of.Edition.FiscalYear, of.Edition.Number, of.Edition.Hash, of.Fault, [.. of.Due?.Cells.Select(cell => cell.Key) ?? []]));
        var verification = new Verification([.. sources], new VerifiedFigures(
            counted.Phase.ToString(), counted.Done, counted.Cells, counted.Phase == ReplayPhase.Agreed, counted.Differences, counted.Failure), [.. editions], await proof.AccessLogsAsync(cancellationToken));
        return Results.Json(verification, statusCode: verification.IsProven ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}

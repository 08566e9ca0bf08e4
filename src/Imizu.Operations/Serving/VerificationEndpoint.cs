using Imizu.Contracts.Replays;
using Imizu.Operations.Loading;
using Imizu.Operations.Replaying;
using Imizu.Operations.Verifying;

namespace Imizu.Operations.Serving;

/// <summary>What was compared, and what came of it.</summary>
/// <param name="Sources">Each source against the journal.</param>
/// <param name="Figures">The live figures against a fresh count of the journal.</param>
internal sealed record Verification(IReadOnlyList<VerifiedSource> Sources, VerifiedFigures Figures)
{
    public bool IsProven => Figures.AreEqual && Sources.All(source => source.IsEqual);
}

/// <param name="Events">How many events both have, up to the journal's head.</param>
/// <param name="Lag">How many more the source has; the journal is about to follow.</param>
/// <param name="FirstDifference">The first position up to which the two have different events.</param>
internal sealed record VerifiedSource(string Service, long Position, long Events, bool IsEqual, long Lag, long? FirstDifference);

/// <param name="Differences">The cells that differ.</param>
internal sealed record VerifiedFigures(long Events, int Cells, bool AreEqual, IReadOnlyList<CellDifference> Differences);

/// <summary><c>POST /verification</c>: proves that what is derived has all that was recorded, as <c>imizu verify</c> does; 409 where it has not.</summary>
internal static class VerificationEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static void MapVerification(this IEndpointRouteBuilder app) => app.MapPost("/verification", Verify);

    private static async Task<IResult> Verify(StackServices stack, CancellationToken cancellationToken)
    {
        using var http = StackServices.Client(Patience);
        try
        {
            var verification = new Verification(await Sources(stack, http, cancellationToken), await Figures(stack, http, cancellationToken));
            return Results.Json(verification, statusCode: verification.IsProven ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
        }
        catch (LoadException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IReadOnlyList<VerifiedSource>> Sources(StackServices stack, HttpClient http, CancellationToken cancellationToken)
    {
        var comparison = new JournalComparison(new TotalsReader(stack.Addresses, http));
        var compared = new List<VerifiedSource>();
        foreach (var service in Services.All.Where(name => name != Services.Projection))
        {
            var source = await comparison.CompareAsync(service, cancellationToken);
            compared.Add(new VerifiedSource(service, source.Position, source.Pair.Source.Count, source.FirstDifference is null, source.Lag, source.FirstDifference?.Position));
        }
        return compared;
    }

    private static async Task<VerifiedFigures> Figures(StackServices stack, HttpClient http, CancellationToken cancellationToken)
    {
        var replays = new ReplayClient(stack.Addresses[Services.Projection], http);
        await replays.Start(new ReplayScope(DryRun: true), cancellationToken);
        var counted = await replays.Watch(cancellationToken).LastAsync(cancellationToken);
        return new VerifiedFigures(counted.Done, counted.Cells, counted.Phase == ReplayPhase.Agreed, counted.Differences);
    }
}

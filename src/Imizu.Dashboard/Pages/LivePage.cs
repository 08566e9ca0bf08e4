using Microsoft.AspNetCore.Components;

namespace Imizu.Dashboard.Pages;

/// <summary>A page that shows what is, and looks again every second while somebody has it open.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _gone = new();

    [Inject]
    internal TimeProvider Clock { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = default!;

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes in what there is now; whether there is something to draw.</summary>
    protected abstract bool Refresh();

    /// <summary>Lets go of what the page has open.</summary>
    protected virtual void Leave()
    {
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => Refresh();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(_gone.Token);
        }
    }

    /// <summary>Puts what is filtered by into the address, so that it can be kept and sent.</summary>
    protected void Filter(IReadOnlyDictionary<string, object?> query) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: true);

    private async Task FollowAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Look, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await InvokeAsync(() =>
                {
                    if (!gone.IsCancellationRequested && Refresh())
                    {
                        StateHasChanged();
                    }
                });
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception e)
        {
            // A page that no longer follows must not look as if it did.
            await DispatchExceptionAsync(e);
        }
    }
}

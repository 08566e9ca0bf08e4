namespace Imizu.Identity.Pages;

/// <summary>The choice of a second factor.</summary>
internal sealed class SetUpModel : OnwardPage;

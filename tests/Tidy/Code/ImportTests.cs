using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Code;

public sealed partial class ImportTests
{
    [Test]
    public void OnlyTheNativeRoomCallsTheSystem() => Rule.Holds(
        "Imports live below FeedHandler/Native and nowhere else in the product",
        Tree.Product.Where(static file => !file.IsBelow("FeedHandler/Native")).LinesOf(static line => Import().IsMatch(line)));

    [GeneratedRegex(@"\[\s*(DllImport|LibraryImport)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}

using System.Globalization;
using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>
/// The seeds of a test that has hundreds of them: one in seven runs, unless FEEDHANDLER_SEEDS names another share in percent. A change to arbitration,
/// books or recovery must pass all of them before it lands (100); a long night may have more.
/// </summary>
public static class Seeds
{
    private const string Variable = "FEEDHANDLER_SEEDS";
    private const int UsualPercent = 15;

    /// <summary>How many of a test's seeds run, which its output tells: the first of them, and always one.</summary>
    /// <param name="all">How many there are.</param>
    public static int Of(int all)
    {
        int percent = Percent();
        int count = (int)Math.Clamp((long)all * percent / 100, 1, int.MaxValue);
        TestContext.Out.WriteLine($"{count} of {all} seeds: {Variable} is {percent}");
        return count;
    }

    /// <summary>Whether all seeds run: then what is the same in several forms is tried in each, too, and not in one alone.</summary>
    public static bool AreAll => Percent() >= 100;

    /// <summary>Whether there is time for more than all seeds: what is slow or exhaustive beside them runs for each, too.</summary>
    public static bool IsLongNight => Percent() > 100;

    private static int Percent()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return UsualPercent;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) || percent == 0)
            Assert.Fail($"{Variable} is a share of the seeds in percent, such as 100, and not {text}");
        return percent;
    }
}

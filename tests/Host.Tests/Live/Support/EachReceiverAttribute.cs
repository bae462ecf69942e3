using FeedHandler.Tests.Support;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>
/// A rule that is the same by whichever receiver packets come, the test's argument: tried by all of them where all seeds run, else by one that differs from
/// rule to rule.
/// </summary>
/// <param name="usual">The one.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachReceiverAttribute(string usual) : NUnitAttribute, ITestBuilder, IImplyFixture
{
    private static readonly string[] All = ["socket", "io_uring", "xdp", "dpdk"];

    /// <summary>The tests of a method.</summary>
    public IEnumerable<TestMethod> BuildFrom(IMethodInfo method, Test? suite)
    {
        NUnitTestCaseBuilder builder = new();
        return All.Where(receiver => Seeds.AreAll || receiver == usual).Select(receiver => builder.BuildTestMethod(method, suite, new TestCaseParameters([receiver])));
    }
}

using System.Globalization;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FeedHandler.Conformance.Feeds;

namespace FeedHandler.Conformance.Vectors;

/// <summary>What a process is that is to have a form; without a form any will do. <see cref="VectorRunTests"/> runs these once for each.</summary>
public sealed class VectorFormTests
{
    private static readonly string Form = Environment.GetEnvironmentVariable(VectorForms.FormVariable) ?? "";

    [Test]
    public void TheProcessHasTheFormThatItIsToHave()
    {
        if (Form is "") return;
        Assert.That((Avx512F.IsSupported, Avx512F.VL.IsSupported, Vector512.IsHardwareAccelerated), Is.EqualTo((false, false, false)));
        if (Form is not VectorForms.Avx2) Assert.That((Avx2.IsSupported, Vector256.IsHardwareAccelerated), Is.EqualTo((false, false)));
        Assert.That(Vector128.IsHardwareAccelerated, Is.EqualTo(Form is not VectorForms.None));
    }

    [Test]
    public void TheDigestIsWrittenForWhoeverCompares()
    {
        string digest = Digest();
        if (Environment.GetEnvironmentVariable(VectorForms.DigestVariable) is { Length: > 0 } path) File.WriteAllText(path, digest);
        Assert.That(Digest(), Is.EqualTo(digest));
    }

    /// <summary>The digest of a simulated feed with losses on both lines, and of one without, in which levels of every kind move.</summary>
    internal static string Digest()
    {
        using InlineRun clean = new InlineRun(Arrivals.Simulated(61));
        using InlineRun lossy = new InlineRun(Arrivals.Lossy(62));
        return string.Create(CultureInfo.InvariantCulture, $"{clean.Digest.Value:x16} {clean.Digest.Count} {lossy.Digest.Value:x16} {lossy.Digest.Count}");
    }
}

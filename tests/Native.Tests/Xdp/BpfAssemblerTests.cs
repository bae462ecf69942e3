using FeedHandler.Native.Xdp;

namespace FeedHandler.Native.Tests.Xdp;

public sealed class BpfAssemblerTests
{
    // The expected bytes are those of the instruction set (RFC 9669).
    [Test]
    public void AConstantIsSet() => Assert.That(Bytes(new BpfAssembler().Set(BpfRegister.Result, 2)), Is.EqualTo("B7 00 00 00 02 00 00 00"));

    [Test]
    public void ARegisterIsCopied() =>
        Assert.That(Bytes(new BpfAssembler().Move(BpfRegister.Kept6, BpfRegister.Argument1)), Is.EqualTo("BF 16 00 00 00 00 00 00"));

    [Test]
    public void ArithmeticTakesConstants() => Assert.That(
        Bytes(new BpfAssembler().Add(BpfRegister.Argument2, -24).And(BpfRegister.Scratch5, 0xFF)),
        Is.EqualTo("07 02 00 00 E8 FF FF FF 57 05 00 00 FF 00 00 00"));

    [TestCase(nameof(BpfWidth.Bytes1), "71")]
    [TestCase(nameof(BpfWidth.Bytes2), "69")]
    [TestCase(nameof(BpfWidth.Bytes4), "61")]
    [TestCase(nameof(BpfWidth.Bytes8), "79")]
    public void LoadsHaveAWidth(string width, string code) => Assert.That(
        Bytes(new BpfAssembler().Load(Enum.Parse<BpfWidth>(width), BpfRegister.Scratch5, BpfRegister.Kept7, 12)), Is.EqualTo(code + " 75 0C 00 00 00 00 00"));

    [Test]
    public void StoresTakeARegisterOrAConstant() => Assert.That(
        Bytes(new BpfAssembler().Store(BpfWidth.Bytes4, BpfRegister.Frame, -12, BpfRegister.Scratch5).StoreConstant(BpfWidth.Bytes8, BpfRegister.Frame, -24, 0)),
        Is.EqualTo("63 5A F4 FF 00 00 00 00 7A 0A E8 FF 00 00 00 00"));

    [Test]
    public void AMapTakesTwoInstructions() => Assert.That(
        Bytes(new BpfAssembler().LoadMap(BpfRegister.Argument1, 7)), Is.EqualTo("18 11 00 00 07 00 00 00 00 00 00 00 00 00 00 00"));

    [Test]
    public void JumpsReachTheirLabels() => Assert.That(
        Bytes(new BpfAssembler().JumpIf(BpfRegister.Scratch4, BpfCondition.Greater, BpfRegister.Kept8, "end")
            .JumpIf(BpfRegister.Scratch5, BpfCondition.NotEqual, 17, "end").Jump("end").Call(1).Label("end").Exit()),
        Is.EqualTo("2D 84 03 00 00 00 00 00 55 05 02 00 11 00 00 00 05 00 01 00 00 00 00 00 85 00 00 00 01 00 00 00 95 00 00 00 00 00 00 00"));

    [Test]
    public void JumpsNeverGoBack()
    {
        BpfAssembler code = new BpfAssembler().Label("begin").Jump("begin");

        Assert.That(code.Build, Throws.InvalidOperationException.With.Message.Contains("begin"));
    }

    [Test]
    public void JumpsToNowhereAreRefused() => Assert.That(new BpfAssembler().Jump("nowhere").Build, Throws.InvalidOperationException);

    [Test]
    public void ALabelStandsOnce() => Assert.That(() => new BpfAssembler().Label("a").Label("a"), Throws.ArgumentException);

    private static string Bytes(BpfAssembler code)
    {
        byte[] bytes = [.. System.Runtime.InteropServices.MemoryMarshal.AsBytes<BpfInstruction>(code.Build())];
        return BitConverter.ToString(bytes).Replace('-', ' ');
    }
}

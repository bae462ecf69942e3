using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.Tests.Stages;

public sealed class StageNamesTests
{
    [Test]
    public void TheOrderHoldsEveryStageAtItsOwnIndex() =>
        Assert.That(StageNames.InOrder.ToArray(), Is.EqualTo(Enum.GetValues<Stage>()));

    [Test]
    public void NamesAreTheMembersInCamelCase()
    {
        foreach (Stage stage in StageNames.InOrder)
            Assert.That(StageNames.NameOf(stage), Is.EqualTo(char.ToLowerInvariant($"{stage}"[0]) + $"{stage}"[1..]));
    }

    [Test]
    public void ANameLeadsBackToItsStage()
    {
        foreach (Stage stage in StageNames.InOrder) Assert.That(StageNames.Parse(StageNames.NameOf(stage)), Is.EqualTo(stage));
    }

    [Test]
    public void AnUnknownStageHasNoName() =>
        Assert.That(static () => StageNames.NameOf((Stage)99), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
